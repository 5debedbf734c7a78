import { basicAuthorization } from "../../../clients/basic-auth";
import { host } from "../ports";
import type { Registry } from "./registry";

/** What the registry is asked with. */
export interface Question {
  readonly method?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly type: string | null;
}

/** Asks the registry itself, as who may do everything. */
export async function ask(
  { port, login }: Pick<Registry, "port" | "login">,
  path: string,
  { method = "GET", json, body, headers = {} }: Question = {},
): Promise<Answer> {
  const sent = json === undefined ? body : Buffer.from(JSON.stringify(json));
  const response = await fetch(`http://${host}:${port}${path}`, {
    method,
    headers: {
      ...(sent && { "content-type": "application/json" }),
      ...headers,
      authorization: basicAuthorization(login),
    },
    ...(sent && sent.length > 0 && { body: new Uint8Array(sent) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    json: parsed(text),
    type: response.headers.get("content-type"),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === "" ? undefined : text;
  }
}
