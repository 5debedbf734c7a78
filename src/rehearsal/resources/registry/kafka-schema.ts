import type { SchemaRegistry } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { Diagnostic, ResourceHandler } from "../../provider/resource-handler";
import { isUnknown, type Planned } from "../../../stack/values";
import { ask, findRegistry, must, type RegistryState, registryOf } from "./registry-rest";

interface SchemaState extends RegistryState {
  subject_name: string;
  schema: string;
  schema_type: string | null;
  compatibility_level: string | null;
  version: number | null;
}

/** aiven_kafka_schema: a version of a subject, and the subject's own level of compatibility. */
export const kafkaSchema: ResourceHandler<LocalCloud, SchemaState> = {
  check: (planned, prior, { context: cloud }) => incompatibilities(planned, prior, cloud),

  async create(state, { context: cloud }) {
    const registry = registryOf(cloud, state);
    const version = await addVersion(registry, state);
    await setLevel(registry, state);
    return { version };
  },

  async read(state, { context: cloud }) {
    const registry = findRegistry(cloud, state);
    if (!registry) return undefined;
    const { subject_name: subject, version } = state;
    const at = ["subjects", subject, "versions", version ? String(version) : "latest"];
    const found = await ask(registry, "GET", at);
    if (found.status !== 200) return undefined;
    const registered = found.json as { schema: string; version: number };
    const level = await ask(registry, "GET", ["config", subject]);
    return {
      ...{ schema: registered.schema, version: registered.version },
      ...(level.status === 200 && {
        compatibility_level: (level.json as { compatibilityLevel: string }).compatibilityLevel,
      }),
    };
  },

  async update(prior, planned, { context: cloud }) {
    const registry = registryOf(cloud, planned);
    const isChanged = planned.schema !== prior.schema;
    const version = isChanged ? await addVersion(registry, planned) : prior.version;
    await setLevel(registry, planned);
    return { version };
  },

  async delete(state, { context: cloud }) {
    const registry = findRegistry(cloud, state);
    if (registry) await ask(registry, "DELETE", ["subjects", state.subject_name]);
  },
};

/** The real provider asks at plan, once there is a version: resourceKafkaSchemaCustomizeDiff. */
async function incompatibilities(
  planned: Planned<SchemaState>,
  prior: SchemaState | undefined,
  cloud: LocalCloud,
): Promise<Diagnostic[]> {
  const { schema } = planned;
  if (!prior?.version || isUnknown(schema) || schema === prior.schema) return [];
  const registry = findRegistry(cloud, prior);
  if (!registry) return [];
  const { subject_name: subject, version } = prior;
  const path = ["compatibility", "subjects", subject, "versions", String(version)];
  const { status, json } = await ask(registry, "POST", path, versionOf({ ...prior, schema }));
  const { is_compatible: isCompatible, messages = [] } = json as {
    is_compatible?: boolean;
    messages?: readonly string[];
  };
  if (status !== 200 || isCompatible !== false) return [];
  return [
    {
      severity: "error",
      summary: "Incompatible schema",
      detail: `schema is not compatible with previous version: ${messages.join(", ")}`,
      attribute: ["schema"],
    },
  ];
}

function versionOf({ schema, schema_type: schemaType }: SchemaState) {
  return { schema, ...(schemaType !== null && { schemaType }) };
}

/** @returns its number among the subject's */
async function addVersion(registry: SchemaRegistry, state: SchemaState): Promise<number> {
  const { subject_name: subject } = state;
  const path = ["subjects", subject];
  const added = ask(registry, "POST", [...path, "versions"], versionOf(state));
  await must("unable to add schema", "schema", added);
  const found = await ask(registry, "POST", path, versionOf(state));
  return (found.json as { version: number }).version;
}

async function setLevel(registry: SchemaRegistry, state: SchemaState): Promise<void> {
  const { subject_name: subject, compatibility_level: compatibility } = state;
  if (!compatibility) return;
  const put = ask(registry, "PUT", ["config", subject], { compatibility });
  await must("unable to update configuration", "compatibility_level", put);
}
