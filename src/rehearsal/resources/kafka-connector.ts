import { Refusal, type ResourceMeaning } from "../meaning";
import type { Connect } from "../engines/connect";
import { prepareDatabase } from "../database-setup";
import { needsDecodingPlugin, tellOfMissingHeartbeatTable } from "../source-database";
import type { Connector } from "../services";
import type { World } from "../world";
import { masked } from "../engines/masked";
import { checkConnector, type ConnectorState } from "./connector-check";
import { provideSecrets, secretFindings } from "./connector-secrets";
import { debeziumOf } from "./workers";

/** How long a connector may take to RUNNING, or to its first error. */
const startTimeoutMs = 60_000;

/** aiven_kafka_connector: a connector on the workers of a Connect service. */
export const kafkaConnector: ResourceMeaning<World, ConnectorState> = {
  check: (planned, _prior, { context: world }) => [
    ...checkConnector(planned, world),
    ...secretFindings(planned, world),
  ],

  async create(state, { context: world, progress }) {
    const { rest } = workers(world, state);
    if ((await rest.connectors()).includes(state.connector_name)) {
      throw new Refusal(
        "Connector already exists",
        `${state.service_name} runs a connector ${state.connector_name}`,
        ["connector_name"],
      );
    }
    const connect = connectOf(world, state);
    await prepare(world, state, progress, async (config, say) => {
      await tellOfMissingHeartbeatTable(world, config, debeziumOf(world, connect), say);
    });
    await put(world, state);
    world.connectors.push({
      project: state.project,
      service: state.service_name,
      name: state.connector_name,
      config: state.config,
    });
    progress(`connector ${state.connector_name} runs`);
    return attributes(world, state);
  },

  async read(state, { context: world }) {
    if (!find(world, state)) return undefined;
    const { rest } = workers(world, state);
    return { ...(await attributes(world, state)), config: await rest.config(state.connector_name) };
  },

  async update(_prior, planned, { context: world, progress }) {
    await prepare(world, planned, progress);
    await put(world, planned);
    const connector = find(world, planned);
    if (connector) connector.config = planned.config;
    progress(`connector ${planned.connector_name} runs with its new configuration`);
    return attributes(world, planned);
  },

  async delete(state, { context: world }) {
    const connector = find(world, state);
    if (!connector) return;
    world.connectors.splice(world.connectors.indexOf(connector), 1);
    await workers(world, state).rest.delete(state.connector_name);
  },
};

/** What the connector finds, with the values of the secrets that it refers to; none is told. */
async function prepare(
  world: World,
  state: ConnectorState,
  progress: (message: string) => void,
  look: (config: ConnectorState["config"], say: typeof progress) => Promise<void> = async () => {},
): Promise<void> {
  const config = provideSecrets(world, connectOf(world, state), state);
  const say = (message: string) => progress(masked(message, world.secrets));
  try {
    needsDecodingPlugin(world, config);
    await prepareDatabase(world, config, say);
    await look(config, say);
  } catch (error) {
    throw withoutSecrets(error, world);
  }
}

/** PostgreSQL names what it does not find, and a name may have come as a secret. */
function withoutSecrets(error: unknown, { secrets }: World): unknown {
  if (error instanceof Refusal) {
    return new Refusal(error.summary, masked(error.detail, secrets), error.attribute);
  }
  return error instanceof Error ? new Error(masked(error.message, secrets)) : error;
}

function find(world: World, state: ConnectorState): Connector | undefined {
  return world.connectors.find(
    ({ project, service, name }) =>
      project === state.project && service === state.service_name && name === state.connector_name,
  );
}

function connectOf(world: World, { project, service_name: name }: ConnectorState) {
  return world.get("kafka_connect", project, name, "service_name");
}

function workers(world: World, state: ConnectorState) {
  const connect = connectOf(world, state);
  if (!connect.engine) {
    throw new Refusal(
      "Kafka Connect is not available",
      `${connect.project}/${connect.name} has no integration of type kafka_connect with a Kafka; add one, and make the connector depend on it`,
      ["service_name"],
    );
  }
  return connect.engine;
}

async function put(world: World, { connector_name: name, config, ...state }: ConnectorState) {
  const { rest } = workers(world, { connector_name: name, config, ...state });
  try {
    await rest.put(name, config);
  } catch (error) {
    throw (await invalid(rest, config)) ?? error;
  }
  await rest.waitUntilRunning(name, startTimeoutMs);
}

/** Connect validates what it is given, but tells less of it than when it is asked to. */
async function invalid(rest: Connect["rest"], config: Readonly<Record<string, string>>) {
  const { configs } = await rest.validate(String(config["connector.class"]), config);
  const faults = configs.flatMap(({ value: { name: key, errors } }) =>
    errors.map((error) => `${key}: ${error}`),
  );
  if (faults.length === 0) return undefined;
  return new Refusal("Invalid connector configuration", faults.join("\n"), ["config"]);
}

async function attributes(
  world: World,
  { connector_name: name, config, ...state }: ConnectorState,
) {
  const { rest } = workers(world, { connector_name: name, config, ...state });
  const [plugins, { tasks }] = await Promise.all([rest.plugins(), rest.status(name)]);
  const plugin = plugins.find((candidate) => candidate.class === config["connector.class"]);
  return {
    plugin_author: "Debezium",
    plugin_class: config["connector.class"],
    plugin_doc_url: null,
    plugin_title: "Debezium",
    plugin_type: plugin?.type,
    plugin_version: plugin?.version,
    task: tasks.map((task) => ({ connector: name, task: task.id })),
  };
}
