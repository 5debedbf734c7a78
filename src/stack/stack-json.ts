import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = null | string | number | boolean | Json[] | { readonly [name: string]: Json };
export type JsonBody = Readonly<Record<string, Json>>;
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

export function isJsonObject(value: Json | undefined): value is JsonBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
