import { Client } from "pg";
import { until } from "../../src/base/until";
import { tail } from "../../src/clients/kafka-tail";
import { rehearsedAuthority } from "../../src/rehearsal/home";
import { runningEnvironment } from "../../src/rehearsal/session/socket/client";
import { readState } from "../../src/stack/state";
import { askConnect } from "../../src/verify/checks/connector";
import { pipelinesOf } from "../../src/verify/pipeline";
import { connectionTo, parsedUri, valuesOf } from "../../src/verify/service-access";
import { connectorFailure } from "../../src/debezium/connector-failure";
import { type Collected, decodeJson, eventKey, type Seen } from "./events";
import { hazards, readers } from "./readers";
import { AppliedRehearsal } from "./rehearsal";
import { changes, firstStreamed, sampleTables, setUp } from "./tables";

const name = "event-types";
/** Without a new event for so long, what is missing does not come any more. */
const idleMs = 30_000;

/** Writes every sample into a rehearsal's database, and reads what each reader makes of it. */
export async function collect(onProgress: (message: string) => void): Promise<Collected> {
  const rehearsal = new AppliedRehearsal("tools/event-types/app.ts", name);
  const state = async () => {
    const environment = await runningEnvironment(rehearsal.runDir);
    return (await readState({ name, dir: rehearsal.dir }, environment)) ?? [];
  };
  try {
    onProgress("starting the engines");
    await rehearsal.apply();
    const [service] = valuesOf(await state(), "aiven_pg");
    const client = new Client({
      ...{ host: String(service?.service_host), port: Number(service?.service_port) },
      ...{ ...parsedUri(service?.service_uri), database: "defaultdb" },
      ssl: { rejectUnauthorized: false },
    });
    await client.connect();
    try {
      for (const statement of setUp()) await client.query(statement);
      onProgress("starting the connectors");
      await rehearsal.apply({ EVENT_TYPES: "read" });
      const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
      const pipelines = pipelinesOf(await state());
      return {
        ...(await readEvents(client, pipelines, rehearsal.runDir, onProgress)),
        database: versionOf(rows),
      };
    } finally {
      await client.end();
    }
  } finally {
    onProgress("ending the engines");
    await rehearsal.close();
  }
}

function versionOf([row]: readonly { readonly server_version: string }[]): string {
  return `PostgreSQL ${row?.server_version.split(" ")[0]}`;
}

async function readEvents(
  client: Client,
  pipelines: ReturnType<typeof pipelinesOf>,
  runDir: string,
  onProgress: (message: string) => void,
): Promise<Omit<Collected, "database">> {
  const [{ kafka, connect, project = "" } = {}] = pipelines;
  if (!kafka || !connect) throw new Error("the state has no way to Kafka or Kafka Connect");
  const events = new Map(readers.map((reader) => [reader.name, new Map<string, Seen>()]));
  let lastAt = Date.now();
  const topics = readers.map((reader) => `${reader.name}.events`);
  const decoders = new Map(readers.map((reader) => [`${reader.name}.events`, reader.decode]));
  const reading = tail(
    connectionTo(kafka, rehearsedAuthority(project, runDir)),
    topics,
    async ({ topic, value }) => {
      const seen = value && (await (decoders.get(topic) ?? decodeJson)(value));
      if (!seen) return;
      lastAt = Date.now();
      events.get(topic.replace(/\.events$/, ""))?.set(eventKey(seen.table, seen.id), seen);
    },
  );
  const everywhere = async (expected: readonly string[], what: string) => {
    onProgress(`reading ${what}`);
    lastAt = Date.now();
    await until(
      async () =>
        [...events.values()].every((seen) => expected.every((key) => isIn(seen, key))) ||
        Date.now() - lastAt > idleMs,
      { timeoutMs: 10 * 60_000, everyMs: 200 },
    );
  };
  try {
    await everywhere(expectedKeys(1), "the snapshots");
    for (const statement of changes()) await client.query(statement);
    await everywhere(expectedKeys(firstStreamed), "the changes");
    const failures = new Map<string, string>();
    const allFailed = async () => {
      for (const hazard of hazards) {
        const { connector } = await askConnect(connect, hazard.name, 10_000);
        const failed = connector?.tasks.find(({ state }) => state === "FAILED");
        if (failed) failures.set(hazard.name, connectorFailure(failed.trace).cause);
      }
      return failures.size === hazards.length;
    };
    onProgress("waiting for tasks to end");
    await until(allFailed, { timeoutMs: idleMs, everyMs: 500 });
    return { events, failures };
  } finally {
    await reading.close();
  }
}

/** The event of a row that is updated is that of the update. */
function isIn(seen: ReadonlyMap<string, Seen>, key: string): boolean {
  const event = seen.get(key);
  if (!event) return false;
  const sample = sampleTables.find(({ table }) => table === event.table)?.sample;
  return !sample?.isUpdated || event.id < firstStreamed || event.op === "u";
}

function expectedKeys(firstId: number): string[] {
  return sampleTables.flatMap(({ table, sample }) =>
    sample.values.map((_, at) => eventKey(table, firstId + at)),
  );
}
