import {
  confluentAvroConverter,
  convertersIn,
  registriesIn,
  unwritable,
} from "./running/avro-converter";
import { postgresConnectorClass } from "../../../debezium/versions";
import type { PluginName } from "../../engines/fetch/lock";
import { isUnknown, type Value } from "../../../stack/values";

/** Where a connector of a rehearsal is: on its workers, by a plugin, or nowhere. */
export type Place =
  | {
      readonly isRun: true;
      /** What its workers load for it. */
      readonly plugins: readonly PluginName[];
      /** Whether it has no task while there is nothing to do. */
      readonly mayIdle?: boolean;
    }
  | { readonly isRun: false; /** Why, after "connector orders …". */ readonly reason: string };

/** As it is planned; undefined is not known yet. */
type Config = Readonly<Record<string, string | undefined>>;

/** The servers that a connector of this kind connects to, by what its configuration says. */
type ServersOf = (config: Config) => readonly (string | undefined)[];

interface Kind {
  readonly plugin: PluginName;
  readonly servers: ServersOf;
}

const mirror: Kind = {
  plugin: "kafka-connectors",
  servers: (config) => [
    config["source.cluster.bootstrap.servers"],
    config["target.cluster.bootstrap.servers"],
  ],
};
const file: Kind = { plugin: "kafka-connectors", servers: () => [] };
const database = (plugin: PluginName): Kind => ({
  plugin,
  servers: (config) => [config["database.hostname"]],
});

/** Connectors that Maven Central has; of Aiven's own it has none. */
const kinds: Readonly<Record<string, Kind>> = {
  "org.apache.kafka.connect.file.FileStreamSinkConnector": file,
  "org.apache.kafka.connect.file.FileStreamSourceConnector": file,
  "org.apache.kafka.connect.mirror.MirrorCheckpointConnector": mirror,
  "org.apache.kafka.connect.mirror.MirrorHeartbeatConnector": mirror,
  "org.apache.kafka.connect.mirror.MirrorSourceConnector": mirror,
  "io.debezium.connector.jdbc.JdbcSinkConnector": {
    plugin: "debezium-connector-jdbc",
    servers: (config) => [config["connection.url"]],
  },
  "io.debezium.connector.mariadb.MariaDbConnector": database("debezium-connector-mariadb"),
  "io.debezium.connector.mongodb.MongoDbConnector": {
    plugin: "debezium-connector-mongodb",
    servers: (config) => [config["mongodb.connection.string"]],
  },
  "io.debezium.connector.mysql.MySqlConnector": database("debezium-connector-mysql"),
  "io.debezium.connector.sqlserver.SqlServerConnector": database("debezium-connector-sqlserver"),
};

/**
 * A rehearsal runs a connector whose plugin it has and whose servers are on this machine: it
 * writes to nothing that is somebody's.
 */
export function placeOf(config: Config): Place {
  const place = placeOfClass(config);
  if (!place.isRun) return place;
  const converters = convertersIn(config);
  const refused = converters.find((each) => unwritable.includes(each));
  if (refused !== undefined) {
    return stateOnly(`nothing that Maven Central has writes what ${refused} writes`);
  }
  if (!converters.includes(confluentAvroConverter)) return place;
  // what a secret is to tell is known later
  const registries = registriesIn(config).filter((each) => !each.includes("${"));
  const foreign = registries.flatMap(hostsIn).find((host) => !isThisMachine(host));
  if (foreign !== undefined) return stateOnly(`${foreign} is not in this rehearsal`);
  return { ...place, plugins: [...place.plugins, "apicurio-converter"] };
}

function placeOfClass(config: Config): Place {
  const connectorClass = config["connector.class"];
  if (connectorClass === undefined || connectorClass === postgresConnectorClass) {
    return { isRun: true, plugins: [] };
  }
  const kind = Object.hasOwn(kinds, connectorClass) ? kinds[connectorClass] : undefined;
  if (!kind) return stateOnly(`the rehearsal has no plugin for ${connectorClass}`);
  const hosts = kind.servers(config).flatMap((server) => hostsIn(server ?? ""));
  const foreign = hosts.find((host) => !isThisMachine(host));
  if (foreign !== undefined) return stateOnly(`${foreign} is not in this rehearsal`);
  return { isRun: true, plugins: [kind.plugin], mayIdle: kind === mirror };
}

/** The same for what a plan knows of a configuration. */
export function plannedPlace(config: Readonly<Record<string, Value>>): Place {
  const known = Object.entries(config).filter(
    ([, value]) => !isUnknown(value) && typeof value === "string",
  );
  return placeOf(Object.fromEntries(known) as Config);
}

function stateOnly(reason: string): Place {
  return { isRun: false, reason };
}

/** Of `host`, `host:port,host:port`, `jdbc:postgresql://host:port/name`, `mongodb://user@host/name`. */
function hostsIn(servers: string): string[] {
  const [, address = servers] = /\/\/([^/?;]*)/.exec(servers) ?? [];
  const list = address.slice(address.lastIndexOf("@") + 1).split(",");
  return list
    .map((server) => server.trim().replace(/:\d+$/, ""))
    .filter((host) => host !== "")
    .map((host) => host.replace(/^\[(.*)\]$/, "$1"));
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
}
