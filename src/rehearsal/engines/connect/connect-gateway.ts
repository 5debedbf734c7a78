import { timingSafeEqual } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  request as send,
  type ServerResponse,
} from "node:http";
import { basicAuthorization } from "../../../clients/basic-auth";
import type { Login } from "../../../clients/kafka-connection";
import { host } from "../ports";

export interface ConnectGatewayOptions {
  readonly port: number;
  /** Where the worker itself listens. */
  readonly workerPort: number;
  readonly worker: Login;
  /** What callers must log in with. */
  readonly admin: Login;
  /** @returns why a connector with this configuration is refused, if it is */
  readonly refuse: (config: Readonly<Record<string, unknown>>) => string | undefined;
}

export interface ConnectGateway {
  close(): Promise<void>;
}

const maxBodyBytes = 10 << 20;

/**
 * The address that people use of Kafka Connect's REST interface. The worker checks a password and
 * nothing else; this refuses besides what a page in a browser could send on behalf of its user.
 */
export async function startConnectGateway(options: ConnectGatewayOptions): Promise<ConnectGateway> {
  const server = createServer((request, response) => void answer(request, response, options));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port: options.port, exclusive: true }, resolve);
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

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { port, workerPort, worker, admin, refuse }: ConnectGatewayOptions,
): Promise<void> {
  const refusal = refusedBy(request.headers, port, admin);
  if (refusal) return reply(response, refusal.status, refusal.message);
  const body = await bodyOf(request);
  if (body === undefined)
    return reply(response, 413, `a request has ${maxBodyBytes} bytes at most`);
  const reason = refuse(configIn(body));
  if (reason !== undefined) return reply(response, 400, reason);
  const forwarded = send(
    {
      ...{ host, port: workerPort, agent: false, method: request.method, path: request.url },
      headers: { ...request.headers, authorization: basicAuthorization(worker) },
    },
    (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    },
  );
  forwarded.on("error", () => reply(response, 502, "the Kafka Connect worker does not answer"));
  response.on("close", () => forwarded.destroy());
  forwarded.end(body);
}

function refusedBy(headers: IncomingMessage["headers"], port: number, admin: Login) {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!own.includes(headers.host ?? "")) {
    return { status: 403, message: `the Host must be ${own.join(" or ")}` };
  }
  const isForeign = headers.origin !== undefined && !own.includes(headers.origin.slice(7));
  const site = headers["sec-fetch-site"];
  if (isForeign || (site !== undefined && site !== "same-origin" && site !== "none")) {
    return { status: 403, message: "no other page may send requests here" };
  }
  if (!isSame(headers.authorization ?? "", basicAuthorization(admin))) {
    return { status: 401, message: "user or password is missing or wrong" };
  }
  return undefined;
}

/** Takes the same time wherever the texts differ. */
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined; // the caller is gone
  }
  return Buffer.concat(chunks);
}

/** `PUT …/config` sends the properties, `POST /connectors` has them in `config`. */
function configIn(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed = JSON.parse(body.toString("utf8")) as Record<string, unknown> | null;
    return { ...parsed, ...(typeof parsed?.config === "object" ? parsed.config : {}) };
  } catch {
    return {}; // Connect reports what is wrong with it
  }
}

function reply(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {
    "content-type": "application/json",
    connection: "close",
    ...(status === 401 && { "www-authenticate": 'Basic realm="Kafka Connect"' }),
  });
  response.end(`${JSON.stringify({ error_code: status, message })}\n`);
}
