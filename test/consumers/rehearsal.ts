// Run as a process of its own: a rehearsal that stays up and does what lines of JSON on stdin ask for, in
// which parts are broken while programs outside of it read. A line of JSON on stdout tells when each is done.
import { createInterface } from "node:readline";
import { Producer } from "@platformatic/kafka";
import { endingOf } from "../../src/cli/rehearsal/ending";
import { rehearseApp } from "../../src/cli/rehearsal/rehearse-app";
import { Terminal } from "../../src/cli/rehearsal/terminal";
import { connectionOptions } from "../../src/clients/kafka-connection";
import type { Events } from "../../src/rehearsal/demonstration/events";
import type { Fault } from "../../src/rehearsal/faults/fault";
import { pipelineOf } from "../../src/rehearsal/faults/pipeline";
import { rehearseFaults } from "../../src/rehearsal/faults/rehearse-faults";
import type { LocalCloud } from "../../src/rehearsal/cloud/local-cloud";
import { synthesize } from "../../src/stack/synthesize";

/** Bytes in base 64. */
export interface Produced {
  readonly key?: string;
  readonly value: string;
}

export type Order =
  | { readonly fault: Fault; readonly changes: number; readonly perSecond: number }
  | { readonly topic: string; readonly records: readonly Produced[] };

const [app = ""] = process.argv.slice(2);
const terminal = new Terminal({ json: true });
const ending = endingOf(terminal);
const { signal } = ending;

async function obey(order: Order, cloud: LocalCloud, events: Events): Promise<void> {
  if ("topic" in order) return produce(order.topic, order.records, cloud);
  const { fault, changes, perSecond } = order;
  const [report] = await rehearseFaults({
    ...{ cloud, events, changes, perSecond, signal, outageMs: 1_000 },
    faults: [fault],
    onProgress: (message) => terminal.done(message),
    onReport: () => undefined,
  });
  if (report?.missing !== 0) throw new Error(`${report?.missing} changes are missing in Kafka`);
}

/** Debezium waits for 30 s before it tries again: four faults would take as many minutes. */
async function shortenWaits(cloud: LocalCloud): Promise<void> {
  const { connector, connect } = pipelineOf(cloud);
  Object.assign(connector.config, { "retriable.restart.connector.wait.ms": "3000" });
  await connect.rest.put(connector.name, connector.config);
  await connect.rest.waitUntilRunning(connector.name, 60_000, { signal });
}

async function produce(topic: string, records: readonly Produced[], cloud: LocalCloud) {
  const { kafka } = pipelineOf(cloud);
  const producer = new Producer({ clientId: "test", ...connectionOptions(kafka.engine.admin) });
  const bytes = (text: string) => Buffer.from(text, "base64");
  const messages = records.map(({ key, value }) => ({
    ...{ topic, partition: 0, value: bytes(value) },
    ...(key !== undefined && { key: bytes(key) }),
  }));
  await producer.send({ messages });
  await producer.close();
}

async function main(): Promise<void> {
  await rehearseApp(synthesize({ app }), {
    ...{ once: true, terminal, signal, onEnd: () => ending.abort() },
    afterwards: async ({ cloud }, events) => {
      events.onEvent = () => undefined;
      await shortenWaits(cloud);
      terminal.report({ type: "ready" });
      for await (const line of createInterface({ input: process.stdin, signal })) {
        await obey(JSON.parse(line) as Order, cloud, events);
        terminal.report({ type: "done" });
      }
    },
  });
}

main()
  .catch((error: unknown) => {
    if (!signal.aborted) process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  })
  .finally(() => ending.close());
