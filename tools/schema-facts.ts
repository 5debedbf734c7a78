import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { home } from "../src/base/project";
import { CannotRun } from "../src/base/user-error";

const run = promisify(execFile);
const bindings = join(home, ".gen", "provider-aiven");

interface ProviderSchemas {
  format_version: string;
  provider_schemas: Record<string, Record<string, unknown>>;
}

/** Asks the newest provider for its schema, through Terraform and its registry. */
export async function renewSchemaFacts(): Promise<{ version: string; changed: boolean }> {
  const dir = await mkdtemp(join(tmpdir(), "aiven-cdc-schema-"));
  try {
    const program = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
    const terraform = (...args: string[]) =>
      run(program, [`-chdir=${dir}`, ...args], { maxBuffer: 256 << 20 });
    await writeFile(
      join(dir, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: { aiven: { source: "aiven/aiven" } } } }),
    );
    await terraform("init", "-input=false", "-no-color").catch((error: { stderr?: string }) => {
      throw new CannotRun(
        "The provider could not be fetched from the Terraform registry, so the schema facts stay " +
          `as they are. Terraform's message:\n${(error.stderr ?? String(error)).trim()}`,
      );
    });
    const versions = JSON.parse((await terraform("version", "-json")).stdout) as {
      provider_selections: Record<string, string>;
    };
    const schema = JSON.parse(
      (await terraform("providers", "schema", "-json")).stdout,
    ) as ProviderSchemas;
    const [version = ""] = Object.values(versions.provider_selections);
    return { version, changed: await keep(schema, version) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function keep(schema: ProviderSchemas, version: string): Promise<boolean> {
  const file = join(bindings, "facts", "schema.json");
  const text = inLines(withoutDescriptions(schema) as ProviderSchemas);
  const packageFile = join(bindings, "package.json");
  const manifest = JSON.parse(await readFile(packageFile, "utf8")) as { version: string };
  if (manifest.version === version && (await readFile(file, "utf8")) === text) return false;
  await writeFile(file, text);
  await writeFile(packageFile, `${JSON.stringify({ ...manifest, version }, undefined, 2)}\n`);
  return true;
}

/** Names, types and flags are facts; descriptions are somebody's text and ten times as long. */
function withoutDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !/^description(_kind)?$/.test(key) || typeof inner !== "string")
      .map(([key, inner]) => [key, withoutDescriptions(inner)]),
  );
}

/** A line for each resource, so that a diff shows which of them changed. */
function inLines({ format_version: format, provider_schemas: providers }: ProviderSchemas): string {
  const [[address, provider] = ["", {}]] = Object.entries(providers);
  const section = (name: string) =>
    Object.entries((provider[name] ?? {}) as Record<string, unknown>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, body]) => `${JSON.stringify(type)}:${JSON.stringify(sorted(body))}`)
      .join(",\n");
  return [
    "{",
    `"format_version":${JSON.stringify(format)},`,
    '"provider_schemas":{',
    `${JSON.stringify(address)}:{`,
    `"provider":${JSON.stringify(sorted(provider.provider))},`,
    '"resource_schemas":{',
    section("resource_schemas"),
    "},",
    '"data_source_schemas":{',
    section("data_source_schemas"),
    "}",
    "}",
    "}",
    "}",
    "",
  ].join("\n");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
