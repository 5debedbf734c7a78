import { readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../base/project";
import { isUnquotedName } from "../base/secret-names";

interface Block {
  readonly attributes?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
}

interface Schema {
  readonly provider_schemas: Readonly<
    Record<
      string,
      { readonly resource_schemas: Readonly<Record<string, { readonly block: Block }>> }
    >
  >;
}

export type IsSecret = (
  type: string,
  steps: readonly (string | number)[],
  value: unknown,
) => boolean;

/** An address with somebody's name and password in it. */
const holdsCredentials = /\/\/[^/\s]*:[^/\s]*@/;

/** Whether an argument's value is a secret: by the provider's schema, or by its name. */
export function secretsOf(
  schemaFile = join(home, ".gen", "provider-aiven", "facts", "schema.json"),
): IsSecret {
  const { provider_schemas: providers } = JSON.parse(readFileSync(schemaFile, "utf8")) as Schema;
  const types = Object.values(providers)[0]?.resource_schemas ?? {};
  return (type, steps, value) => {
    const names = steps.filter((step) => typeof step === "string");
    let block: Block | undefined = types[type]?.block;
    for (const name of names) {
      if (isUnquotedName(name) && !isSwitch(value)) return true;
      if (block?.attributes?.[name]?.sensitive) return true;
      block = block?.block_types?.[name]?.block;
    }
    return holdsCredentials.test(JSON.stringify(value) ?? "");
  };
}

/** `password_encryption_enabled` is no password. */
function isSwitch(value: unknown): boolean {
  return typeof value === "boolean" || typeof value === "number";
}
