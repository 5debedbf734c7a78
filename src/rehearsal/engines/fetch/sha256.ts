import { webcrypto } from "node:crypto";

/** Computed by a thread of Node's pool, so that a start goes on meanwhile. */
export async function sha256(content: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest("SHA-256", content)).toString("hex");
}
