import { randomBytes } from "node:crypto";

/** 144 random bits, in characters that need no quotes anywhere. */
export function randomPassword(): string {
  return randomBytes(18).toString("base64url");
}
