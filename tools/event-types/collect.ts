import { Client } from "pg";
import { registryIn, type RegistryAccess } from "../../src/clients/avro-decoder";
import { until } from "../../src/base/until";
import { tail } from "../../src/clients/kafka-tail";
import { rehearsedAuthority } from "../../src/rehearsal/home";
import { runningEnvironment } from "../../src/rehearsal/session/socket/client";
import { readState, type StateResource } from "../../src/stack/state";
import { askConnect } from "../../src/verify/checks/connector";
import { pipelinesOf } from "../../src/verify/pipeline";
import { connectionTo, parsedUri, valuesOf } from "../../src/verify/service-access";
import { connectorFailure } from "../../src/debezium/connector-failure";
import { avroIn } from "./avro";
import { type Collected, decodeJson, eventKey, type Seen } from "./events";
import { avroReader, hazards, readers } from "./readers";
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
      const registry = registryOf(await state());
      return {
        ...(await readEvents(client, pipelines, rehearsal.runDir, registry, onProgress)),
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

function registryOf(state: readonly StateResource[]): RegistryAccess {
  const [kafka] = valuesOf(state, "aiven_kafka");
  const [address] = (kafka?.kafka ?? []) as { readonly schema_registry_uri: string }[];
  const registry = registryIn({
    "value.converter.schema.registry.url": address?.schema_registry_uri ?? "",
  });
  if (!registry) throw new Error("the state has no address of a schema registry");
  return registry;
}

function versionOf([row]: readonly { readonly server_version: string }[]): string {
  return `PostgreSQL ${row?.server_version.split(" ")[0]}`;
}

async function readEvents(
  client: Client,
  pipelines: ReturnType<typeof pipelinesOf>,
  runDir: string,
  registry: RegistryAccess,
  onProgress: (message: string) => void,
): Promise<Omit<Collected, "database">> {
  const [{ kafka, connect, project = "" } = {}] = pipelines;
  if (!kafka || !connect) throw new Error("the state has no way to Kafka or Kafka Connect");
  const all = [...readers, avroReader];
  const events = new Map(all.map((reader) => [reader.name, new Map<string, Seen>()]));
  let lastAt = Date.now();
  const decodeAvro = avroIn(registry);
  const reading = tail(
    connectionTo(kafka, rehearsedAuthority(project, runDir)),
    new RegExp(`^(${all.map(({ name }) => name).join("|")})\\.(events|types\\..*)$`),
    async ({ topic, value }) => {
      const [reader = ""] = topic.split(".");
      const seen = value && (await (reader === avroReader.name ? decodeAvro : decodeJson)(value));
      if (!seen) return;
      lastAt = Date.now();
      events.get(reader)?.set(eventKey(seen.table, seen.id), seen);
    },
  );
  const everywhere = async (expected: readonly string[], what: string) => {
    onProgress(`reading ${what}`);
    lastAt = Date.now();
    const arrived = until(
      async () =>
        [...events.values()].every((seen) => expected.every((key) => isIn(seen, key))) ||
        Date.now() - lastAt > idleMs,
      { timeoutMs: 10 * 60_000, everyMs: 200 },
    );
    await Promise.race([arrived, reading.done]);
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
