import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { host } from "./ports";

export interface Gateway {
  close(): Promise<void>;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

type Headers = IncomingMessage["headers"];

export const maxBodyBytes = 10 << 20;

/** A server in front of an engine, for who logs in there. */
export async function startGateway(
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Gateway> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, exclusive: true }, resolve);
  });
  server.unref();
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a page in a browser could send on behalf of its user is refused. */
export function foreignRefusal(headers: Headers, port: number): Refusal | undefined {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!own.includes(headers.host ?? "")) {
    return { status: 403, message: `the Host must be ${own.join(" or ")}` };
  }
  const isForeign = headers.origin !== undefined && !own.includes(headers.origin.slice(7));
  const site = headers["sec-fetch-site"];
  if (isForeign || (site !== undefined && site !== "same-origin" && site !== "none")) {
    return { status: 403, message: "no other page may send requests here" };
  }
  return undefined;
}

/** Takes the same time wherever the texts differ. */
export function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** @returns undefined for a body that is too long, or whose sender is gone */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

export interface ReplyOptions {
  /** Who asks for a login, in an answer 401. */
  readonly realm: string;
  /** @default "application/json" */
  readonly type?: string;
}

export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  { realm, type = "application/json" }: ReplyOptions,
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {
    "content-type": type,
    // the rest of a body that was not read is no next request
    ...(status >= 400 && { connection: "close" }),
    ...(status === 401 && { "www-authenticate": `Basic realm="${realm}"` }),
  });
  response.end(`${JSON.stringify(body)}\n`);
}
