import { ApiError, type ResourceHandler } from "../../provider/resource-handler";
import type { Connect } from "../../engines/connect/connect";
import { prepareDatabase } from "../../demonstration/database-setup";
import {
  needsDecodingPlugin,
  warnOfMissingHeartbeatTable,
} from "../../demonstration/source-database";
import type { Connector } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { masked } from "../../../base/text/masked";
import { checkConnector, type ConnectorState } from "./connector-check";
import { provideSecrets, secretDiagnostics } from "./connector-secrets";
import { debeziumOf } from "./workers";

/** How long a connector may take to RUNNING, or to its first error. */
const startTimeoutMs = 60_000;

/** aiven_kafka_connector: a connector on the workers of a Connect service. */
export const kafkaConnector: ResourceHandler<LocalCloud, ConnectorState> = {
  check: (planned, _prior, { context: cloud }) => [
    ...checkConnector(planned, cloud),
    ...secretDiagnostics(planned, cloud),
  ],

  async create(state, { context: cloud, progress }) {
    const { rest } = workers(cloud, state);
    if ((await rest.connectors()).includes(state.connector_name)) {
      throw new ApiError(
        "Connector already exists",
        `${state.service_name} runs a connector ${state.connector_name}`,
        ["connector_name"],
      );
    }
    const connect = connectOf(cloud, state);
    await prepare(cloud, state, progress, async (config, say) => {
      await warnOfMissingHeartbeatTable(cloud, config, debeziumOf(cloud, connect), say);
    });
    await put(cloud, state);
    cloud.connectors.push({
      project: state.project,
      service: state.service_name,
      name: state.connector_name,
      config: state.config,
    });
    progress(`connector ${state.connector_name} runs`);
    return attributes(cloud, state);
  },

  async read(state, { context: cloud }) {
    if (!find(cloud, state)) return undefined;
    const { rest } = workers(cloud, state);
    return { ...(await attributes(cloud, state)), config: await rest.config(state.connector_name) };
  },

  async update(_prior, planned, { context: cloud, progress }) {
    await prepare(cloud, planned, progress);
    await put(cloud, planned);
    const connector = find(cloud, planned);
    if (connector) connector.config = planned.config;
    progress(`connector ${planned.connector_name} runs with its new configuration`);
    return attributes(cloud, planned);
  },

  async delete(state, { context: cloud }) {
    const connector = find(cloud, state);
    if (!connector) return;
    cloud.connectors.splice(cloud.connectors.indexOf(connector), 1);
    await workers(cloud, state).rest.delete(state.connector_name);
  },
};

/** What the connector finds, with the values of the secrets that it refers to; no message has one. */
async function prepare(
  cloud: LocalCloud,
  state: ConnectorState,
  progress: (message: string) => void,
  look: (config: ConnectorState["config"], say: typeof progress) => Promise<void> = async () => {},
): Promise<void> {
  const config = provideSecrets(cloud, connectOf(cloud, state), state);
  const say = (message: string) => progress(masked(message, cloud.secrets));
  try {
    needsDecodingPlugin(cloud, config);
    await prepareDatabase(cloud, config, say);
    await look(config, say);
  } catch (error) {
    throw withoutSecrets(error, cloud);
  }
}

/** PostgreSQL names what it does not find, and a name may have come as a secret. */
function withoutSecrets(error: unknown, { secrets }: LocalCloud): unknown {
  if (error instanceof ApiError) {
    return new ApiError(error.summary, masked(error.detail, secrets), error.attribute);
  }
  return error instanceof Error ? new Error(masked(error.message, secrets)) : error;
}

function find(cloud: LocalCloud, state: ConnectorState): Connector | undefined {
  return cloud.connectors.find(
    ({ project, service, name }) =>
      project === state.project && service === state.service_name && name === state.connector_name,
  );
}

function connectOf(cloud: LocalCloud, { project, service_name: name }: ConnectorState) {
  return cloud.get("kafka_connect", project, name, "service_name");
}

function workers(cloud: LocalCloud, state: ConnectorState) {
  const connect = connectOf(cloud, state);
  if (!connect.engine) {
    throw new ApiError(
      "Kafka Connect is not available",
      `${connect.project}/${connect.name} has no integration of type kafka_connect with a Kafka; add one, and make the connector depend on it`,
      ["service_name"],
    );
  }
  return connect.engine;
}

async function put(cloud: LocalCloud, { connector_name: name, config, ...state }: ConnectorState) {
  const { rest } = workers(cloud, { connector_name: name, config, ...state });
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
  const violations = configs.flatMap(({ value: { name: key, errors } }) =>
    errors.map((error) => `${key}: ${error}`),
  );
  if (violations.length === 0) return undefined;
  return new ApiError("Invalid connector configuration", violations.join("\n"), ["config"]);
}

async function attributes(
  cloud: LocalCloud,
  { connector_name: name, config, ...state }: ConnectorState,
) {
  const { rest } = workers(cloud, { connector_name: name, config, ...state });
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
