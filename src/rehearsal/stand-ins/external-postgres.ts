import { placeOf } from "../../database/places";
import { singleCertificate } from "../../debezium/authority";
import { postgresConnectorClass } from "../../debezium/versions";
import { randomPassword } from "../../base/random-password";
import { host as here } from "../engines/ports";
import { startPostgres } from "../engines/postgres/postgres";
import type { LocalCloud } from "../cloud/local-cloud";
import type { PostgresService, StateOnlyConnector } from "../cloud/services";
import { asSuperuser } from "../resources/postgres/superuser";

type ConnectorConfig = Readonly<Record<string, string>>;

/** Stands for the project of a service, which a database elsewhere has none of. */
const elsewhere = "elsewhere";

/** Whose name no user takes by accident: it owns the sample tables. */
const owner = "rehearsal_owner";

/** What leads a connector to its database. */
const addressing = [
  "database.hostname",
  "database.port",
  "database.sslmode",
  "database.sslrootcert",
  "database.sslcert",
  "database.sslkey",
  "database.sslfactory",
  "database.sslfactoryarg",
  "driver.sslfactory",
  "driver.sslfactoryarg",
] as const;

/** The properties of a connector that lead it elsewhere. */
function addressOf(config: ConnectorConfig): ConnectorConfig {
  return Object.fromEntries(
    addressing.flatMap((name) => (config[name] === undefined ? [] : [[name, config[name]]])),
  );
}

/** The configuration with another address. */
export function withAddress(config: ConnectorConfig, address: ConnectorConfig): ConnectorConfig {
  const given = addressOf(config);
  const rest = Object.entries(config).filter(([name]) => !(name in given));
  return { ...Object.fromEntries(rest), ...address };
}

/** Without what leads to a database that the rehearsal does not touch, its certificates among it. */
export function withoutAddressElsewhere(config: ConnectorConfig): ConnectorConfig {
  if (!isElsewhere(config)) return config;
  const address = addressOf(config);
  return Object.fromEntries(Object.entries(config).filter(([name]) => !(name in address)));
}

/**
 * The configuration with which a connector reads a PostgreSQL here in place of one that is no service
 * of Aiven's: a rehearsal touches no database of the user's.
 *
 * @param connector uses the stand-in until it ends
 * @param config with the values of the secrets that it refers to
 * @returns undefined where the database is a service here, or on this machine
 */
export async function atStandIn(
  connector: StateOnlyConnector,
  config: ConnectorConfig,
  cloud: LocalCloud,
  progress: (message: string) => void,
): Promise<ConnectorConfig | undefined> {
  const hostname = config["database.hostname"];
  const isHere = hostname === undefined || !isElsewhere(config);
  const name = `${hostname}:${config["database.port"] ?? "5432"}`;
  cloud.standIns.use(userOf(connector), isHere ? undefined : `${elsewhere}/${name}`);
  if (isHere) return undefined;
  const service = await cloud.standIns.make(`${elsewhere}/${name}`, async () => {
    const made = await cloud.add(elsewhere, name, () => postgresFor(cloud, name));
    progress(
      `PostgreSQL at ${name} is not touched: one of the rehearsal's own stands in for it, on ${here}:${made.engine.port}`,
    );
    return made;
  });
  const user = await makeRole(service, hostname, config);
  return {
    ...(user !== undefined && { "database.user": user }),
    "database.hostname": here,
    "database.port": String(service.engine.port),
    ...encryptionTo(service, config),
  };
}

/** A certificate that is in the configuration gives way to the stand-in's: the driver verifies it the same way. */
function encryptionTo({ engine }: PostgresService, config: ConnectorConfig): ConnectorConfig {
  const { factory, factoryProperty, argumentProperty } = singleCertificate;
  const isVerified = config[factoryProperty] === factory && argumentProperty in config;
  if (!isVerified) return { "database.sslmode": "require" };
  return {
    "database.sslmode": config["database.sslmode"] ?? "require",
    [factoryProperty]: factory,
    [argumentProperty]: engine.ca,
  };
}

/** For a connector that ends. */
export async function leaveStandIn(connector: StateOnlyConnector, cloud: LocalCloud) {
  cloud.standIns.use(userOf(connector), undefined);
  await endUnused(cloud);
}

function userOf({ project, service, name }: StateOnlyConnector): string {
  return `${project}/${service}/${name}`;
}

/** Ends those that no connector reads any more. */
export async function endUnused(cloud: LocalCloud): Promise<void> {
  for (const service of cloud.services) {
    const key = `${elsewhere}/${service.name}`;
    if (service.project !== elsewhere || cloud.standIns.isInUse(key)) continue;
    cloud.standIns.forget(key);
    await cloud.remove(service);
  }
}

/** Services here listen on this machine, and so may a PostgreSQL of the user's own. */
function isElsewhere(config: ConnectorConfig): boolean {
  const hostname = config["database.hostname"];
  if (config["connector.class"] !== postgresConnectorClass || hostname === undefined) return false;
  return !/^(localhost|::1|127(\.\d+){3})$/.test(hostname);
}

async function postgresFor(cloud: LocalCloud, name: string): Promise<PostgresService> {
  const password = randomPassword();
  cloud.keepSecret(password);
  const engine = await startPostgres({
    files: { postgres: await cloud.postgresPrograms() },
    guard: cloud.guard,
    dir: cloud.dirOf(elsewhere, name),
    templates: cloud.templatesDir,
    port: cloud.takePorts(1)?.[0],
    portHint: cloud.portHint,
    adminUser: owner,
    adminPassword: password,
    database: "defaultdb",
    settings: {},
  });
  const values = { project: elsewhere, service_name: name };
  return { type: "pg", project: elsewhere, name, values, engine, password, users: new Map() };
}

/**
 * Whom the connector logs in as, with the rights that its place gives and no more. Who makes the
 * publication owns the tables there, too.
 *
 * @returns another name for it, where the server here has a superuser of its own
 */
async function makeRole(
  service: PostgresService,
  hostname: string,
  config: ConnectorConfig,
): Promise<string | undefined> {
  const { "database.user": given, "database.password": password = "" } = config;
  if (given === undefined) return undefined;
  const isTaken = [service.engine.superuser.user, owner].includes(given);
  const user = isTaken ? `rehearsed_${given}` : given;
  const owns = config["publication.autocreate.mode"]?.toLowerCase() !== "disabled";
  const isAmazons = placeOf(hostname)?.name.startsWith("Amazon") ?? false;
  await asSuperuser(service, async (client) => {
    await client.query("SELECT pg_advisory_lock(hashtext('roles'))");
    const exists = async (name: string) =>
      ((await client.query("SELECT FROM pg_roles WHERE rolname = $1", [name])).rowCount ?? 0) > 0;
    const role = client.escapeIdentifier(user);
    const make = (await exists(user)) ? "ALTER" : "CREATE";
    const secret = client.escapeLiteral(password);
    await client.query(`${make} ROLE ${role} LOGIN REPLICATION PASSWORD ${secret}`);
    if (owns) await client.query(`GRANT ${owner} TO ${role}`);
    if (!isAmazons) return;
    if (!(await exists("rds_replication"))) await client.query("CREATE ROLE rds_replication");
    await client.query(`GRANT rds_replication TO ${role}`);
  });
  return isTaken ? user : undefined;
}
