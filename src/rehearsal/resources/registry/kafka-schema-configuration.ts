import type { LocalCloud } from "../../cloud/local-cloud";
import type { ResourceHandler } from "../../provider/resource-handler";
import { ask, findRegistry, must, type RegistryState, registryOf } from "./registry-rest";

interface ConfigurationState extends RegistryState {
  compatibility_level: string | null;
}

/** What Karapace starts with, and what the provider leaves behind. */
const initial = "BACKWARD";

/** aiven_kafka_schema_configuration: the level of compatibility of subjects without one of their own. */
export const kafkaSchemaConfiguration: ResourceHandler<LocalCloud, ConfigurationState> = {
  create: (state, { context: cloud }) => setLevel(cloud, state),

  async read(state, { context: cloud }) {
    const registry = findRegistry(cloud, state);
    if (!registry) return undefined;
    const { json } = await ask(registry, "GET", ["config"]);
    return { compatibility_level: (json as { compatibilityLevel: string }).compatibilityLevel };
  },

  update: (_prior, planned, { context: cloud }) => setLevel(cloud, planned),

  async delete(state, { context: cloud }) {
    if (!findRegistry(cloud, state)) return;
    await setLevel(cloud, { ...state, compatibility_level: initial });
  },
};

async function setLevel(cloud: LocalCloud, state: ConfigurationState) {
  const { compatibility_level: compatibility } = state;
  const registry = registryOf(cloud, state);
  if (!compatibility) return {};
  const put = ask(registry, "PUT", ["config"], { compatibility });
  await must("unable to update configuration", "compatibility_level", put);
  return { compatibility_level: compatibility };
}
