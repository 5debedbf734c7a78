import { ApiError, MadeAndFailed, type ResourceHandler } from "../../provider/resource-handler";
import { prepareDatabase } from "../../demonstration/database-setup";
import {
  needsDecodingPlugin,
  warnOfMissingHeartbeatTable,
  warnOfWritesToReplica,
} from "../../demonstration/source-database";
import type { Connector, StateOnlyConnector } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { masked } from "../../../base/text/masked";
import { refuseClearText } from "./clear-text";
import { checkConnector, type ConnectorState } from "./connector-check";
import { placeOf, plannedPlace } from "./connector-place";
import { connectOf, put, untilRunning, workersOf } from "./connector-start";
import { pluginAttributes, stateOnlyAttributes } from "./plugin-attributes";
import { provideSecrets } from "./connector-secrets";
import { debeziumOf, loadPlugins } from "./workers";
import { connectorLimitedTo, mostCopies } from "../kafka/fewer-brokers";
import { isUnknown } from "../../../stack/values";
import { apicurioConverters, isReplaced } from "./running/avro-converter";
import { asGiven, type Running, running } from "./running/given";
import { atStandIn, endUnused, leaveStandIn, withAddress } from "../../stand-ins/external-postgres";
import { integrateStandIn } from "../../stand-ins/looked-up";

/**
 * aiven_kafka_connector: a connector on the workers of a Connect service, or of a Kafka that has
 * workers; in Terraform's state only where the rehearsal has no plugin for it.
 */
export const kafkaConnector: ResourceHandler<LocalCloud, ConnectorState> = {
  onPlanned({ project, service_name: service, config }, { context: cloud }) {
    if (isUnknown(project) || isUnknown(service) || isUnknown(config) || !config) return;
    const place = plannedPlace(config);
    if (!place.isRun) return;
    for (const plugin of place.plugins) {
      cloud.plannedFacts.needsPlugin(`${project}/${service}`, plugin);
    }
  },

  check: (planned, _prior, { context: cloud }) => checkConnector(planned, cloud),

  async create(state, call) {
    const { context: cloud, progress } = call;
    const connect = connectOf(cloud, state);
    await integrateStandIn(connect, call);
    await loadPlugins(cloud, connect, progress);
    await refuseExisting(cloud, state);
    const place = placeOf(state.config);
    if (!place.isRun) {
      cloud.stateOnlyConnectors.push(keyOf(state));
      progress(describeStateOnly(state, place.reason));
      return stateOnlyAttributes(state);
    }
    const made = await prepare(cloud, state, progress, async (config, say) => {
      await warnOfMissingHeartbeatTable(cloud, config, debeziumOf(cloud, connect), say);
      warnOfWritesToReplica(cloud, config, say);
    });
    const asRun = { ...state, config: made.config };
    await put(cloud, asRun);
    cloud.connectors.push({ ...keyOf(state), ...made });
    await untilRunning(cloud, asRun, { isNew: true }).catch(async (error: unknown) => {
      // as with Aiven, it stays where it is
      throw new MadeAndFailed(await attributes(cloud, state).catch(() => ({})), error);
    });
    progress(`connector ${state.connector_name} runs`);
    return attributes(cloud, state);
  },

  async read(state, { context: cloud }) {
    if (findIn(cloud.stateOnlyConnectors, state)) return {};
    const connector = findIn(cloud.connectors, state);
    const rest = cloud.findConnect(state.project, state.service_name)?.engine?.rest;
    if (!rest || !(await rest.connectors()).includes(state.connector_name)) {
      if (connector) remove(cloud.connectors, connector); // by whoever uses the REST interface
      return undefined;
    }
    const config = asGiven(await rest.config(state.connector_name), connector);
    if (!connector) cloud.connectors.push({ ...keyOf(state), config });
    return { ...(await attributes(cloud, { ...state, config })), config };
  },

  async update(_prior, planned, { context: cloud, progress }) {
    const place = placeOf(planned.config);
    const [held, connector] = [
      findIn(cloud.stateOnlyConnectors, planned),
      findIn(cloud.connectors, planned),
    ];
    if (!place.isRun) {
      if (connector) await end(cloud, connector);
      if (!held) cloud.stateOnlyConnectors.push(keyOf(planned));
      progress(describeStateOnly(planned, place.reason));
      return stateOnlyAttributes(planned);
    }
    await loadPlugins(cloud, connectOf(cloud, planned), progress);
    const changed = await prepare(cloud, planned, progress);
    const asRun = { ...planned, config: changed.config };
    await put(cloud, asRun);
    await untilRunning(cloud, asRun, { isNew: !connector });
    if (held) remove(cloud.stateOnlyConnectors, held);
    if (connector) Object.assign(connector, changed);
    else cloud.connectors.push({ ...keyOf(planned), ...changed });
    await endUnused(cloud);
    progress(`connector ${planned.connector_name} runs with its new configuration`);
    return attributes(cloud, planned);
  },

  async delete(state, { context: cloud }) {
    const held = findIn(cloud.stateOnlyConnectors, state);
    if (held) remove(cloud.stateOnlyConnectors, held);
    const connector = findIn(cloud.connectors, state);
    if (connector) await end(cloud, connector);
  },
};

/** Ends a connector; one that was deleted by the REST interface has ended. */
async function end(cloud: LocalCloud, connector: Connector): Promise<void> {
  remove(cloud.connectors, connector);
  const rest = cloud.findConnect(connector.project, connector.service)?.engine?.rest;
  if ((await rest?.connectors())?.includes(connector.name)) await rest?.delete(connector.name);
  await leaveStandIn(connector, cloud);
}

async function refuseExisting(cloud: LocalCloud, state: ConnectorState): Promise<void> {
  const { service_name: service, connector_name: name } = state;
  const running = (await connectOf(cloud, state).engine?.rest.connectors()) ?? [];
  if (!running.includes(name) && !findIn(cloud.stateOnlyConnectors, state)) return;
  throw new ApiError("Connector already exists", `${service} runs a connector ${name}`, [
    "connector_name",
  ]);
}

function describeStateOnly({ connector_name: name }: ConnectorState, reason: string): string {
  return `connector ${name} exists in Terraform's state only: ${reason}`;
}

/**
 * What the connector finds, with the values of the secrets that it refers to; no message has one.
 *
 * @returns how its workers run it
 */
async function prepare(
  cloud: LocalCloud,
  state: ConnectorState,
  progress: (message: string) => void,
  look: (config: ConnectorState["config"], say: typeof progress) => Promise<void> = async () => {},
): Promise<Running> {
  const provided = provideSecrets(cloud, connectOf(cloud, state), state);
  const say = (message: string) => progress(masked(message, cloud.secrets));
  try {
    const address = await atStandIn(keyOf(state), provided, cloud, say);
    const config = address ? withAddress(provided, address) : provided;
    refuseClearText(config, cloud);
    needsDecodingPlugin(cloud, config);
    await prepareDatabase(cloud, config, say);
    await look(config, say);
    const converters = await apicurioConverters(cloud, provided, say);
    const { kafka } = connectOf(cloud, state).integration ?? {};
    const fitting = kafka ? connectorLimitedTo(mostCopies(kafka), state.config) : state.config;
    const addressed = address ? withAddress(fitting, address) : fitting;
    if (!converters) return running(addressed, state.config);
    const rest = Object.entries(addressed).filter(([name]) => !isReplaced(state.config, name));
    return running({ ...Object.fromEntries(rest), ...converters }, state.config);
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

function keyOf({ project, service_name: service, connector_name: name }: ConnectorState) {
  return { project, service, name };
}

function findIn<Each extends StateOnlyConnector>(all: readonly Each[], state: ConnectorState) {
  const key = keyOf(state);
  return all.find(
    (each) =>
      each.project === key.project && each.service === key.service && each.name === key.name,
  );
}

function remove<Each>(all: Each[], one: Each): void {
  all.splice(all.indexOf(one), 1);
}

async function attributes(
  cloud: LocalCloud,
  { connector_name: name, config, ...state }: ConnectorState,
) {
  const { rest } = workersOf(cloud, { connector_name: name, config, ...state });
  const [plugins, { tasks }] = await Promise.all([rest.plugins(), rest.status(name)]);
  const plugin = plugins.find((candidate) => candidate.class === config["connector.class"]);
  return {
    ...pluginAttributes(config),
    plugin_type: plugin?.type,
    plugin_version: plugin?.version,
    task: tasks.map((task) => ({ connector: name, task: task.id })),
  };
}
