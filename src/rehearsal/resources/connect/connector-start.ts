import { ApiError } from "../../provider/resource-handler";
import type { Connect } from "../../engines/connect/connect";
import { serverOf } from "../../demonstration/sample-tables";
import { asSuperuser } from "../postgres/superuser";
import type { PostgresService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { ConnectorState } from "./connector-check";
import { placeOf } from "./connector-place";

/** How long a connector may take to RUNNING, or to its first error. */
const startTimeoutMs = 60_000;
/** How long one that was changed may be shown with the failure of its former configuration. */
const staleFailureMs = 10_000;

/** The workers that a connector names as its service. */
export function connectOf(cloud: LocalCloud, { project, service_name: name }: ConnectorState) {
  const connect = cloud.findConnect(project, name);
  if (connect) return connect;
  if (cloud.find("kafka", project, name)) {
    throw new ApiError(
      "Kafka Connect is not enabled",
      `${project}/${name} is a Kafka without workers; set kafka_connect = true in its kafka_user_config, or run the connector on an aiven_kafka_connect`,
      ["service_name"],
    );
  }
  return cloud.get("kafka_connect", project, name, "service_name");
}

/** As {@link connectOf}, where they run. */
export function workersOf(cloud: LocalCloud, state: ConnectorState) {
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

/** Hands a configuration to the workers. */
export async function put(
  cloud: LocalCloud,
  { connector_name: name, config, ...state }: ConnectorState,
): Promise<void> {
  const { rest } = workersOf(cloud, { connector_name: name, config, ...state });
  try {
    await rest.put(name, config);
  } catch (error) {
    throw (await invalid(rest, config)) ?? error;
  }
}

/** Waits until a connector runs with its configuration. */
export async function untilRunning(
  cloud: LocalCloud,
  { connector_name: name, config, ...state }: ConnectorState,
  { isNew }: { isNew: boolean },
): Promise<void> {
  const { rest } = workersOf(cloud, { connector_name: name, config, ...state });
  const place = placeOf(config);
  await withSnapshotsFor(serverOf(cloud, config), () =>
    rest.waitUntilRunning(name, startTimeoutMs, {
      mayIdle: place.isRun && place.mayIdle,
      failedMs: isNew ? 0 : staleFailureMs,
    }),
  );
}

/**
 * A slot on a read replica begins where its primary logs which transactions run. An idle one does so
 * every 15 s, here it is asked to.
 */
async function withSnapshotsFor(
  server: PostgresService | undefined,
  start: () => Promise<void>,
): Promise<void> {
  const primary = server?.primary;
  if (!primary) return start();
  const timer = setInterval(() => {
    asSuperuser(primary, (client) => client.query("SELECT pg_log_standby_snapshot()")).catch(
      () => undefined, // it may be on its way down; then the connector has the same trouble
    );
  }, 1_000);
  try {
    await start();
  } finally {
    clearInterval(timer);
  }
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
