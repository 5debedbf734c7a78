import type { Login } from "./kafka-connection";

/** The value of an Authorization header, by RFC 7617. */
export function basicAuthorization({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
