import type { ChangeEvent, Operation } from "./change-event";
import { databaseOf, tablesOf } from "./sample-tables";
import type { Connector, KafkaService, SampleTable } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { tableNamed } from "../../debezium/naming/tables";
import { tableTopic, topicNaming } from "../../debezium/naming/topics";

type Counts = Readonly<Partial<Record<Operation, number>>>;

/** The events of one sample table on one Kafka, by whichever connectors write them there. */
export interface Stream {
  readonly sample: SampleTable;
  readonly kafka: KafkaService;
  /** `topic.prefix` of its connectors. */
  readonly prefix: string;
  /** As Debezium names it; a transform of the connector's may choose another. */
  readonly topic: string;
  /** What the rows of the sample table, and the demonstration's changes to them, amount to. */
  readonly expected: Counts;
}

type Known = Pick<LocalCloud, "connectors" | "findConnect" | "sampleTables" | "services">;

/** What a connector makes of a sample table's two rows, and of the changes to them. */
function expectedOf({ config }: Connector): Counts {
  const mode = config["snapshot.mode"]?.toLowerCase();
  const snapshot = mode === "no_data" || mode === "never" ? 0 : 2;
  if (mode === "initial_only") return { snapshot, insert: 0, update: 0, delete: 0 };
  return { snapshot, insert: 1, update: 1, delete: 1 };
}

/** One for each Kafka, prefix and sample table: tables of one name in two stacks stay apart. */
export function streamsOf(cloud: Known): Stream[] {
  const streams = new Map<string, Stream>();
  for (const connector of cloud.connectors) {
    const { config } = connector;
    const kafka = cloud.findConnect(connector.project, connector.service)?.integration?.kafka;
    if (!kafka) continue;
    for (const sample of cloud.sampleTables.filter((each) => captures(cloud, connector, each))) {
      const naming = topicNaming(config);
      const { prefix } = naming;
      const key = keyOf(kafka, prefix, sample.database, sample.table);
      const expected = sum(streams.get(key)?.expected ?? {}, expectedOf(connector));
      const topic = tableTopic(naming, tableNamed(sample.table));
      streams.set(key, { sample, kafka, prefix, topic, expected });
    }
  }
  return [...streams.values()];
}

/** Whether a connector reads a sample table. */
export function captures(cloud: Known, { config }: Connector, sample: SampleTable): boolean {
  return (
    config["database.dbname"] === sample.database &&
    databaseOf(cloud, config) === sample.postgres &&
    tablesOf(config).includes(sample.table)
  );
}

function sum(one: Counts, other: Counts): Counts {
  return Object.fromEntries(
    (Object.keys(other) as Operation[]).map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  );
}

/** Counts change events by the Kafka they arrive on and by what they are about. */
export class EventCounts {
  readonly #counts = new Map<string, number>();

  add({ prefix = "", database = "", table = "", operation }: ChangeEvent, kafka: KafkaService) {
    const key = `${operation} ${keyOf(kafka, prefix, database, table)}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  of({ kafka, prefix, sample }: Stream, operation: Operation): number {
    const key = `${operation} ${keyOf(kafka, prefix, sample.database, sample.table)}`;
    return this.#counts.get(key) ?? 0;
  }
}

function keyOf(kafka: KafkaService, ...parts: readonly string[]): string {
  return JSON.stringify([kafka.project, kafka.name, ...parts]);
}

/** Whether one of two connectors on the same workers waits a minute for the name of its metrics. */
export function sharePrefix({ connectors }: Pick<LocalCloud, "connectors">): boolean {
  const prefixes = connectors.map(({ project, service, config }) =>
    JSON.stringify([project, service, topicNaming(config).prefix]),
  );
  return new Set(prefixes).size < prefixes.length;
}
