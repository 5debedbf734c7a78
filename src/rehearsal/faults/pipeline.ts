import type { Connect } from "../engines/connect/connect";
import { databaseOf, serverOf, tablesOf } from "../demonstration/sample-tables";
import type { Connector, KafkaService, PostgresService, SampleTable } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { Misuse } from "../../base/user-error";

/** The way of one table's changes: what there is to break. */
export interface Pipeline {
  readonly sample: SampleTable;
  /** Where the changes are made. */
  readonly postgres: PostgresService;
  /** Where the slot is: of a connector that reads a read replica, that one. */
  readonly server: PostgresService;
  readonly connector: Connector;
  readonly connect: Connect;
  readonly kafka: KafkaService;
  /** `topic.prefix` of the connector. */
  readonly prefix: string | undefined;
  readonly slot: string;
}

/**
 * The pipeline of the first sample table.
 *
 * @param names of the connectors to choose from. @default - all
 */
export function pipelineOf(cloud: LocalCloud, names?: readonly string[]): Pipeline {
  for (const sample of cloud.sampleTables) {
    const connector = cloud.connectors.find(
      ({ name, config }) =>
        (names?.includes(name) ?? true) &&
        databaseOf(cloud, config) === sample.postgres &&
        tablesOf(config).includes(sample.table),
    );
    const service = connector && cloud.findConnect(connector.project, connector.service);
    if (!connector || !service?.engine || !service.integration) continue;
    return {
      sample,
      postgres: sample.postgres,
      server: serverOf(cloud, connector.config) ?? sample.postgres,
      connector,
      connect: service.engine,
      kafka: service.integration.kafka,
      prefix: connector.config["topic.prefix"] ?? connector.config["database.server.name"],
      slot: connector.config["slot.name"] ?? "debezium",
    };
  }
  throw new Misuse(
    "Nothing to stream: no connector of this app captures a table by its name (table.include.list)",
  );
}
