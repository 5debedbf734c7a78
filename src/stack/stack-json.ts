import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json, JsonBody } from "../base/json";

/** By type, then by name. */
export type JsonBodies = Readonly<Record<string, Readonly<Record<string, JsonBody>>>>;

/** A synthesized stack as Terraform reads it, in the parts that are read here. */
export interface StackJson {
  readonly resource?: JsonBodies;
  readonly data?: JsonBodies;
  readonly variable?: Readonly<Record<string, JsonBody>>;
  readonly locals?: Readonly<Record<string, JsonBody>>;
  readonly terraform?: { readonly backend?: JsonBody; readonly cloud?: Json };
}

export const stackFile = "cdk.tf.json";

export function readStackJson(stackDir: string): StackJson {
  return JSON.parse(readFileSync(join(stackDir, stackFile), "utf8")) as StackJson;
}
