import { readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../../src/base/project";
import { markdownTable } from "../markdown-table";
import { writeText } from "./files";

interface Attribute {
  readonly type?: unknown;
  readonly required?: boolean;
  readonly computed?: boolean;
  readonly optional?: boolean;
  readonly deprecated?: boolean;
  readonly sensitive?: boolean;
}

interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<
    Record<
      string,
      {
        readonly block: Block;
        readonly min_items?: number;
        readonly max_items?: number;
        readonly nesting_mode: string;
      }
    >
  >;
}

type Schemas = Readonly<Record<string, { readonly block: Block }>>;

interface Schema {
  readonly resource_schemas: Schemas;
  readonly data_source_schemas: Schemas;
}

const facts = join(home, ".gen", "provider-aiven", "facts", "schema.json");

/** A page for each resource and data source: its class, its arguments, its attributes. */
export function writeProviderPages(folder: string, library: string, version: string): void {
  const { provider_schemas } = JSON.parse(readFileSync(facts, "utf8")) as {
    provider_schemas: Readonly<Record<string, Schema>>;
  };
  const [schema] = Object.values(provider_schemas);
  if (!schema) throw new Error(`${facts} has no provider`);
  const kinds = [
    { title: "Resources", path: "resources", prefix: "", schemas: schema.resource_schemas },
    {
      title: "Data sources",
      path: "data-sources",
      prefix: "data_",
      schemas: schema.data_source_schemas,
    },
  ];
  const index = kinds.flatMap(({ title, path, prefix, schemas }) => {
    const lines = Object.keys(schemas).map((type) => {
      const module = `${prefix}${prefix === "" ? type.replace(/^aiven_/, "") : type}`;
      const file = module.replaceAll("_", "-");
      const page = pageOf({
        type,
        file,
        path,
        library,
        version,
        block: schemas[type]?.block ?? {},
      });
      writeText(join(folder, "docs", `${file}.md`), page);
      return `- [${type}](${file}.md)`;
    });
    return [`## ${title}`, "", ...lines, ""];
  });
  writeText(
    join(folder, "docs", "README.md"),
    ["# Resources and data sources", "", ...index].join("\n"),
  );
}

interface Page {
  readonly type: string;
  readonly file: string;
  readonly path: string;
  readonly library: string;
  readonly version: string;
  readonly block: Block;
}

function pageOf({ type, file, path, library, version, block }: Page): string {
  const className = pascalCase(file);
  const topic = type.replace(/^aiven_/, "");
  const url = `https://registry.terraform.io/providers/aiven/aiven/${version}/docs/${path}/${topic}`;
  return [
    `# ${className}`,
    "",
    `\`${type}\`; the provider's own page has [what each argument does](${url}).`,
    "",
    "```ts",
    `import { ${className} } from "@${library}/provider-aiven/lib/${file}";`,
    "```",
    "",
    ...tables("Properties", block),
    "",
  ].join("\n");
}

function tables(title: string, block: Block): string[] {
  const attributes = Object.entries(block.attributes ?? {});
  const blocks = Object.entries(block.block_types ?? {});
  const rows = [
    ...attributes.map(([name, attribute]) => [
      `\`${camelCase(name)}\``,
      typeText(attribute.type),
      usage(attribute),
    ]),
    ...blocks.map(([name, { min_items = 0, max_items }]) => [
      `\`${camelCase(name)}\``,
      max_items === 1 ? "block" : "list of blocks",
      min_items > 0 ? "required" : "optional",
    ]),
  ];
  const table = rows.length === 0 ? "None." : markdownTable(["name", "type", "use"], rows);
  return [
    `## ${title}`,
    "",
    table,
    ...blocks.flatMap(([name, nested]) => [
      "",
      ...tables(`${title === "Properties" ? "" : `${title}.`}${camelCase(name)}`, nested.block),
    ]),
  ];
}

function usage(attribute: Attribute): string {
  const { required, optional, computed, deprecated, sensitive } = attribute;
  const use = required ? "required" : optional ? "optional" : computed ? "read-only" : "";
  return [use, ...(deprecated ? ["deprecated"] : []), ...(sensitive ? ["sensitive"] : [])].join(
    ", ",
  );
}

/** Terraform's type, such as `["set", "string"]`. */
function typeText(type: unknown): string {
  if (!Array.isArray(type)) return typeof type === "string" ? type : "object";
  const [kind, of] = type as [string, unknown];
  return kind === "object" ? "object" : `${kind} of ${typeText(of)}`;
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function pascalCase(file: string): string {
  return camelCase(`_${file.replaceAll("-", "_")}`);
}
