// Run as a process of its own: the Kafka client is an ES module. Reads topics of a rehearsed stack, and
// prints their records as JSON once there are as many as asked for, or one with a text that is asked for.
import { setTimeout as sleep } from "node:timers/promises";
import { tail } from "../../../src/clients/kafka-tail";
import { rehearsedAuthority } from "../../../src/rehearsal/home";
import { runningEnvironment } from "../../../src/rehearsal/session/socket/client";
import { readState } from "../../../src/stack/state";
import { connectionTo } from "../../../src/verify/service-access";
import { pipelinesOf } from "../../../src/verify/pipeline";

const [runDir = "", dir = "", wanted = "{}"] = process.argv.slice(2);

/** Longer values are known by their length. */
const longest = 100_000;

async function main(): Promise<void> {
  const asked = JSON.parse(wanted) as Record<string, number | string>;
  const missingTexts = new Set(
    Object.keys(asked).filter((each) => typeof asked[each] === "string"),
  );
  const environment = await runningEnvironment(runDir);
  const state = (await readState({ name: "stack", dir }, environment)) ?? [];
  const [{ kafka, project = "" } = {}] = pipelinesOf(state);
  if (!kafka) throw new Error("the state has no way to Kafka");
  const records: Record<string, unknown[]> = {};
  const reading = tail(
    connectionTo(kafka, rehearsedAuthority(project, runDir)),
    Object.keys(asked),
    ({ topic, key, value }) => {
      if (value?.includes(String(asked[topic]))) missingTexts.delete(topic);
      (records[topic] ??= []).push({
        key: key && (JSON.parse(String(key)) as unknown),
        value:
          value === null || value.length > longest
            ? (value?.length ?? null)
            : (JSON.parse(String(value)) as unknown),
      });
    },
  );
  const isEnough = () =>
    missingTexts.size === 0 &&
    Object.entries(asked).every(
      ([topic, count]) => (records[topic]?.length ?? 0) >= (typeof count === "number" ? count : 1),
    );
  for (const end = Date.now() + 60_000; !isEnough() && Date.now() < end;) await sleep(100);
  await reading.close();
  process.stdout.write(JSON.stringify(records));
}

void main();
