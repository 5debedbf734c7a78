export type Json = null | string | number | boolean | Json[] | { readonly [name: string]: Json };
export type JsonBody = Readonly<Record<string, Json>>;

export function isJsonObject(value: Json | undefined): value is JsonBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
