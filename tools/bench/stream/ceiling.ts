import { Capture } from "./capture";
import type { PassContext } from "./passes";
import { insertRows, makeTables, stock } from "./rows";

/** Its rows are the only ones that reach a topic: they tell how far the others are. */
const marker = "marker";

/** Of the rows, those that go by before the clock starts. */
const startShare = 0.15;

/** All records of the measured table are dropped by Kafka Connect, before they are converted. */
const dropped = {
  transforms: "drop",
  "transforms.drop.type": "org.apache.kafka.connect.transforms.Filter",
  "transforms.drop.predicate": "measured",
  predicates: "measured",
  "predicates.measured.type": "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
  "predicates.measured.pattern": `.*\\.(${stock.tables.join("|")})`,
};

/**
 * Changes a second that Debezium reads of the log when nothing else is done with them: no converter, no
 * producer, an idle broker. Its one thread that decodes has a core to itself then.
 */
export async function decodingCeiling(
  { engines, side, settings, signal }: PassContext,
  count: number,
): Promise<number> {
  const { client } = engines;
  const markerShape = { ...stock, tables: [marker] };
  const tables = [...stock.tables, marker];
  await makeTables(client, tables);
  const connector = { ...settings.connector, ...dropped };
  const capture = new Capture(engines, side, { ...settings, connector }, tables, signal, [marker]);
  await capture.start();
  await capture.streaming();
  await capture.pause();
  const before = Math.round(count * startShare);
  await insertRows(client, stock, { from: 0, count: before });
  await insertRows(client, markerShape, { from: 0, count: 1 });
  await insertRows(client, stock, { from: before, count: count - before });
  await insertRows(client, markerShape, { from: 1, count: 1 });
  await capture.resume();
  const { rowsPerSecond: markersPerSecond } = await capture.passage(0, 2);
  await capture.end();
  return markersPerSecond * (count - before);
}
