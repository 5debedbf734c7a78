import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cdc } from "./cdc";

/** Sends a request to the REST interface of the rehearsal's Kafka Connect, as its administrator. */
export function askConnect(cdc: Cdc, output: string, path: string, init: RequestInit = {}) {
  const url = /'?(http:\/\/127\.0\.0\.1:\d+)\/connectors\?expand/.exec(output)?.[1];
  const file = readdirSync(cdc.runDir).find((name) => name.endsWith(".netrc")) as string;
  const [, login, password] =
    /login (\S+) password (\S+)/.exec(readFileSync(join(cdc.runDir, file), "utf8")) ?? [];
  return fetch(`${url}${path}`, {
    ...init,
    headers: { ...init.headers, authorization: basic(`${login}:${password}`) },
  });
}

/** The same by the URL with user and password that Terraform has of the service. */
export function askByUri(uri: string, path: string): Promise<Response> {
  const { origin, username, password } = new URL(uri);
  return fetch(`${origin}${path}`, {
    headers: { authorization: basic(`${username}:${password}`) },
  });
}

function basic(login: string): string {
  return `Basic ${Buffer.from(login).toString("base64")}`;
}
