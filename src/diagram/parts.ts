import type { ServiceType } from "../aiven/facts/service-plans";

/** What there is to draw of a configuration. */
export interface Parts {
  readonly services: readonly ServicePart[];
  /** Databases that are no service of Aiven's, by their addresses. */
  readonly databases: readonly DatabasePart[];
  readonly integrations: readonly Integration[];
  readonly connectors: readonly ConnectorPart[];
  readonly topics: readonly TopicPart[];
  readonly users: readonly UserPart[];
}

export interface ServicePart {
  /** Its address in the configuration: `aiven_pg.postgres`, `data.aiven_kafka.events`. */
  readonly id: string;
  readonly type: ServiceType;
  readonly name: string;
  /** Undefined where the configuration leaves it open, as that of a service that it only looks up. */
  readonly cloud?: string;
  readonly plan?: string;
}

export interface DatabasePart {
  readonly id: string;
  readonly host: string;
}

/** Which Kafka the workers of a Kafka Connect use, by the ids of both. */
export interface Integration {
  readonly kafka: string;
  readonly connect: string;
}

export interface ConnectorPart {
  readonly id: string;
  readonly name: string;
  /** Id of the service whose workers run it. */
  readonly service?: string;
  /** Id of the database that it reads or writes. */
  readonly database?: string;
  readonly isSink: boolean;
  /** Its replication slot, of a source that has one. */
  readonly slot?: string;
  /** Names of the tables that it captures, as it lists them. */
  readonly tables: readonly string[];
  /** Names of the topics that it writes, or reads, as far as they are known. */
  readonly topics: readonly string[];
}

export interface TopicPart {
  readonly name: string;
  /** Id of its Kafka. */
  readonly kafka: string;
}

export interface UserPart {
  readonly id: string;
  readonly name: string;
  /** Id of the Kafka. */
  readonly kafka: string;
  /** "read orders.*" */
  readonly rights: readonly string[];
}

/** The parts of several stacks; a database elsewhere that they share is one. */
export function joined(stacks: readonly Parts[]): Parts {
  const databases = new Map(
    stacks.flatMap((parts) => parts.databases.map((each) => [each.id, each] as const)),
  );
  return {
    services: stacks.flatMap(({ services }) => services),
    databases: [...databases.values()],
    integrations: stacks.flatMap(({ integrations }) => integrations),
    connectors: stacks.flatMap(({ connectors }) => connectors),
    topics: stacks.flatMap(({ topics }) => topics),
    users: stacks.flatMap(({ users }) => users),
  };
}
