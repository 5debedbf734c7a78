import type { ServiceType } from "../facts/service-plans";
import type { Rule } from "./rule";

/** A service among those of a stack; what is not known is left out. */
export interface StackService {
  /** Where it stands: a construct's path, a Terraform address. */
  readonly path: string;
  readonly type?: ServiceType;
  readonly project?: string;
  readonly serviceName?: string;
  readonly maintenanceDay?: string;
  readonly maintenanceTime?: string;
}

/** A connector for PostgreSQL among those of a stack; what is not known is left out. */
export interface StackConnector {
  readonly path: string;
  readonly connectorName?: string;
  /** The workers that it runs on: any text that two connectors share if they share workers. */
  readonly kafkaConnect?: string;
  /** The PostgreSQL server, likewise: slots are of the whole server. */
  readonly server?: string;
  /** Where its publication is, if not on {@link server}: of a read replica, its primary. */
  readonly publisher?: string;
  /** The database on that server: publications are of one database. @default "defaultdb" */
  readonly database?: string;
  readonly slotName?: string;
  readonly publicationName?: string;
  readonly tables?: readonly string[];
  readonly topicPrefix?: string;
}

/** An integration that leads Kafka Connect to its Kafka; what is not known is left out. */
export interface StackIntegration {
  readonly path: string;
  /** The Kafka: any text that two integrations share if they share it. */
  readonly kafka?: string;
  readonly groupId?: string;
}

/** A connection pool among those of a stack; what is not known is left out. */
export interface StackPool {
  readonly path: string;
  /** What clients name as their database to come by the pool. */
  readonly poolName?: string;
  /** Where it leads. */
  readonly database?: string;
}

export interface StackSubject {
  readonly services: readonly StackService[];
  readonly connectors: readonly StackConnector[];
  readonly integrations: readonly StackIntegration[];
  readonly pools: readonly StackPool[];
}

/** Those of the things that share a key, where several do. */
function sharing<T>(things: readonly T[] = [], key: (thing: T) => readonly unknown[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const parts = key(thing);
    if (parts.includes(undefined)) continue;
    const shared = JSON.stringify(parts);
    groups.set(shared, [...(groups.get(shared) ?? []), thing]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function paths(group: readonly { readonly path: string }[]): string {
  return group.map(({ path }) => path).join(" and ");
}

const serviceNames: Rule<StackSubject> = {
  name: "stack-service-names",
  severity: "error",
  refusedByAiven: true,
  description: "A service name is unique in its project, whatever the type of the service.",
  source: "Aiven's API, service names",
  property: "services",
  check: ({ services }) =>
    sharing(services, (each) => [each.project, each.serviceName]).map(
      (group) =>
        `serviceName must be unique in its project, got "${group[0]?.serviceName}" for ${paths(group)}; rename all but one`,
    ),
};

const slots: Rule<StackSubject> = {
  name: "stack-slots",
  severity: "error",
  description:
    "Each connector has a replication slot of its own: PostgreSQL allows one reader per slot. The default name is `debezium`.",
  source: "Debezium, `slot.name`",
  property: "connectors",
  check: ({ connectors }) =>
    sharing(connectors, (each) => [each.server, each.slotName]).map(
      (group) =>
        `slotName must be unique on its PostgreSQL server, got "${group[0]?.slotName}" for ${paths(group)}; give each connector its own slot`,
    ),
};

const publications: Rule<StackSubject> = {
  name: "stack-publications",
  severity: "error",
  description:
    "Connectors for different tables have different publications: each recreates the publication for its own tables and removes the other's.",
  source: "Debezium, `publication.autocreate.mode` filtered",
  property: "connectors",
  check: ({ connectors }) =>
    sharing(
      connectors,
      ({ server, publisher = server, database = "defaultdb", publicationName, tables }) => [
        publisher,
        database,
        publicationName,
        tables && "",
      ],
    )
      .filter((group) => new Set(group.map(({ tables }) => tableSet(tables))).size > 1)
      .map(
        (group) =>
          `publicationName must be unique in its database if the tables differ, got "${group[0]?.publicationName}" for ${paths(group)}; give each connector its own publication`,
      ),
};

function tableSet(tables: readonly string[] = []): string {
  return JSON.stringify([...new Set(tables)].sort());
}

const connectorNames: Rule<StackSubject> = {
  name: "stack-connector-names",
  severity: "error",
  refusedByAiven: true,
  description: "A connector's name is unique on its Kafka Connect.",
  source: "Apache Kafka, Kafka Connect's REST interface",
  property: "connectors",
  check: ({ connectors }) =>
    sharing(connectors, (each) => [each.kafkaConnect, each.connectorName]).map(
      (group) =>
        `connectorName must be unique on its Kafka Connect, got "${group[0]?.connectorName}" for ${paths(group)}; rename all but one`,
    ),
};

const topicPrefixes: Rule<StackSubject> = {
  name: "stack-topic-prefixes",
  severity: "warning",
  description:
    "Each connector has a topic prefix of its own: with a shared one, heartbeats, messages and tables of the same name share topics, and on one worker their metrics a name, for which the second waits a minute at each start.",
  source: "Debezium, `topic.prefix`; JmxUtils, measured on Debezium 3.1.0",
  property: "connectors",
  check: ({ connectors }) =>
    sharing(connectors, (each) => [each.kafkaConnect, each.topicPrefix]).map(
      (group) =>
        `topicPrefix should be unique on its Kafka Connect, got "${group[0]?.topicPrefix}" for ${paths(group)}: heartbeats, messages and tables of the same name share topics, and on one worker the second captures nothing for the first minute of each start, while it waits for the name of its metrics; give each connector its own prefix`,
    ),
};

const groupIds: Rule<StackSubject> = {
  name: "stack-group-ids",
  severity: "error",
  description:
    "Each Kafka Connect has a group of its own on its Kafka: two with one group id become one cluster, and run each other's connectors. Workers on the brokers themselves have the default one, `connect`, and no setting for it.",
  source: "Apache Kafka, Kafka Connect's `group.id`",
  property: "integrations",
  check: ({ integrations }) =>
    sharing(integrations, (each) => [each.kafka, each.groupId]).map(
      (group) =>
        `groupId must be unique on its Kafka, got "${group[0]?.groupId}" for ${paths(group)}; give each Kafka Connect its own group and topics`,
    ),
};

const pools: Rule<StackSubject> = {
  name: "stack-pools",
  severity: "warning",
  description:
    "No connector reads through a connection pool: PgBouncer passes no replication. A pool is named like a database, so one that has its name and leads to another is likely meant.",
  source: "PgBouncer, its feature list; Debezium, `database.dbname`",
  property: "connectors",
  inputs: ["pools"],
  check: ({ connectors = [], pools = [] }) =>
    connectors.flatMap(({ path, database }) =>
      pools
        .filter((pool) => pool.poolName === database && pool.database !== database)
        .filter(({ poolName }) => poolName !== undefined)
        .map(
          (pool) =>
            `database should not be a connection pool, got "${database}" for ${path}, which is the name of ${pool.path}: PgBouncer passes no replication, so the connector does not start; name the database that the pool leads to, "${pool.database ?? "defaultdb"}"`,
        ),
    ),
};

const maintenance: Rule<StackSubject> = {
  name: "stack-maintenance-windows",
  severity: "warning",
  description:
    "PostgreSQL and Kafka Connect are not maintained at the same time: a failover may lose the slot, and the connector is not running to report it.",
  source: "Debezium, PostgreSQL failures; Aiven's maintenance windows",
  property: "services",
  check: ({ services = [] }) =>
    services
      .filter(({ type }) => type === "pg")
      .flatMap((pg) => {
        const { maintenanceDay: day, maintenanceTime: time } = pg;
        const meets = services.filter(
          (each) =>
            each.type === "kafka_connect" &&
            day !== undefined &&
            time !== undefined &&
            each.maintenanceDay === day &&
            each.maintenanceTime === time,
        );
        return meets.map(
          (connect) =>
            `maintenanceWindow should differ between PostgreSQL and Kafka Connect, got ${day} ${time} for ${pg.path} and ${connect.path}: a failover may lose the slot while the connector is away; move one of them`,
        );
      }),
};

/** What must hold between the parts of all stacks of an app: the services are Aiven's, not a stack's. */
export const appRules: readonly Rule<StackSubject>[] = [
  serviceNames,
  slots,
  publications,
  connectorNames,
  topicPrefixes,
  groupIds,
  pools,
];

/** What must hold between the parts of one stack. */
export const singleStackRules: readonly Rule<StackSubject>[] = [maintenance];

export const stackRules: readonly Rule<StackSubject>[] = [...appRules, ...singleStackRules];
