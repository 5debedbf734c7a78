import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";

type Schema = { readonly [keyword: string]: unknown };

const folder = join("docs", "schemas");
export const schemas = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema & { $id: string },
);

/** Readers may meet fields that are new to them; here none may be without a description. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return "properties" in schema && "type" in schema
    ? { ...inner, additionalProperties: false }
    : inner;
}

const ajv = new Ajv2020({ strict: true, allErrors: true });
for (const schema of schemas) ajv.addSchema(closed(schema) as Schema);

/** Parses what a command printed, which must be what its schema describes and nothing else. */
export function documentOf<T = Record<string, unknown>>(name: string, stdout: string): T {
  expect(stdout.endsWith("\n")).toBe(true);
  const document: unknown = JSON.parse(stdout);
  const isValid = ajv.validate(`urn:aiven-cdc:${name}:1`, document);
  expect({ document, errors: isValid ? [] : ajv.errors }).toEqual({ document, errors: [] });
  return document as T;
}

/** As {@link documentOf}, of each line. */
export function linesOf<T = Record<string, unknown>>(name: string, stdout: string): T[] {
  return stdout
    .split(/(?<=\n)/)
    .filter((line) => line !== "")
    .map((line) => documentOf<T>(name, line));
}
