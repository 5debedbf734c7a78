import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readBlock, type Block, type SchemaJson } from "./schema";
import { defaults, replacements } from "./source/planning";
import type { Values } from "../../stack/values";

/** What is known of the real provider. */
export interface ProviderFacts {
  readonly provider: SchemaJson;
  readonly resources: Readonly<Record<string, SchemaJson>>;
  readonly dataSources: Readonly<Record<string, SchemaJson>>;
  /** By type, what a plan knows although it is not configured. */
  readonly plannedDefaults: Readonly<Record<string, Values>>;
  /** By type, the arguments whose change replaces the resource; `block.argument` inside blocks. */
  readonly forcesRecreation: Readonly<Record<string, readonly string[]>>;
  /** By `type.argument`, the texts that an argument may have, as its description lists them. */
  readonly allowedValues: Readonly<Record<string, readonly string[]>>;
}

/**
 * Settings of a `*_user_config` that Aiven takes when it makes a service and never after: ForceNew in
 * internal/sdkprovider/userconfig/service of aiven/terraform-provider-aiven. Their descriptions, from
 * which forces-recreation.json is taken, do not say so.
 */
const onlyAtCreation = new Set([
  "admin_password",
  "admin_username",
  "pg_service_to_fork_from",
  "project_to_fork_from",
  "recovery_target_time",
  "service_to_fork_from",
]);

/** Reads schema, planned defaults, replace-on-change marks and enumerations. */
export function readFacts(folder: string): ProviderFacts {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const { provider_schemas: schemas } = json("schema.json") as {
    provider_schemas: Record<
      string,
      {
        provider: SchemaJson;
        resource_schemas: Record<string, SchemaJson>;
        data_source_schemas: Record<string, SchemaJson>;
      }
    >;
  };
  const [schema] = Object.values(schemas);
  if (!schema) throw new Error(`${join(folder, "schema.json")} holds no provider's schema`);
  return {
    provider: schema.provider,
    resources: schema.resource_schemas,
    dataSources: schema.data_source_schemas,
    plannedDefaults: json("planned-defaults.json") as ProviderFacts["plannedDefaults"],
    forcesRecreation: json("forces-recreation.json") as ProviderFacts["forcesRecreation"],
    allowedValues: json("allowed-values.json") as ProviderFacts["allowedValues"],
  };
}

/**
 * Enumerations that the provider describes and does not check. Versions in a user configuration
 * are described as "and newer".
 */
const unchecked = new Set([
  "aiven_organization_permission.permissions.permissions",
  "aiven_project_user.member_type",
]);
const newerAllowed = /_user_config\..*_version$/;

/** One resource type as the plan sees it. */
export interface ResourceType {
  readonly name: string;
  readonly block: Block;
  readonly defaults: Values;
  readonly forcesRecreation: readonly string[];
  /** By argument, `block.argument` inside blocks, the texts that the provider takes. */
  readonly allowedValues: Readonly<Record<string, readonly string[]>>;
  /**
   * Made with Terraform's older SDK, most of the provider's types: it plans more loosely than the
   * protocol asks, and tells Terraform so. The newer framework never has `id` as an argument.
   */
  readonly legacy: boolean;
}

export function resourceType(facts: ProviderFacts, name: string): ResourceType {
  const schema = facts.resources[name];
  if (!schema) throw new Error(`${name} is no resource type of the provider`);
  return {
    name,
    block: readBlock(schema.block),
    defaults: { ...facts.plannedDefaults[name], ...defaults[name] },
    forcesRecreation: [
      ...(facts.forcesRecreation[name] ?? []),
      ...(replacements[name] ?? []),
      ...settingsOnlyAtCreation(schema),
    ],
    allowedValues: allowedValuesOf(facts, name),
    legacy: schema.block.attributes?.id?.optional ?? false,
  };
}

function settingsOnlyAtCreation({ block }: SchemaJson): string[] {
  return Object.entries(block.block_types ?? {})
    .filter(([name]) => name.endsWith("_user_config"))
    .flatMap(([name, { block: settings }]) =>
      Object.keys(settings.attributes ?? {})
        .filter((argument) => onlyAtCreation.has(argument))
        .map((argument) => `${name}.${argument}`),
    );
}

function allowedValuesOf(facts: ProviderFacts, name: string): ResourceType["allowedValues"] {
  const prefix = `${name}.`;
  return Object.fromEntries(
    Object.entries(facts.allowedValues)
      .filter(([key]) => key.startsWith(prefix) && !unchecked.has(key) && !newerAllowed.test(key))
      .map(([key, values]) => [key.slice(prefix.length), values]),
  );
}
