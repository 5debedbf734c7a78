// Keeps a copy of the table public.orders, in any PostgreSQL, from its change events in Kafka.
import { setTimeout as sleep } from "node:timers/promises";
import { Consumer, FetchIsolationLevels } from "@platformatic/kafka";
import pg from "pg";
import { avro, json, RegistryError } from "./decoders.js";

const { env } = process;
const topics = setting("KAFKA_TOPICS").split(",");
/** A record that is passed over: `topic/partition/offset`. */
const skipped = env.SKIP;

const createTable = `
  CREATE TABLE IF NOT EXISTS orders_copy (
    id bigint PRIMARY KEY, name text, amount numeric, updated_at timestamptz,
    more jsonb NOT NULL -- columns that the copy does not have
  )`;
// PostgreSQL reads the event itself: no number passes through a number of JavaScript's. Of a long value that
// an update left alone, an event has the placeholder only, and the copy keeps its own.
const upsert = `
  INSERT INTO orders_copy AS copy (id, name, amount, updated_at, more)
  SELECT id, name, amount, updated_at, after - '{id,name,amount,updated_at}'::text[]
  FROM (SELECT $1::jsonb -> 'after' AS after) AS event,
    jsonb_to_record(after) AS r (id bigint, name text, amount numeric, updated_at timestamptz)
  ON CONFLICT (id) DO UPDATE SET
    name = CASE EXCLUDED.name WHEN '__debezium_unavailable_value' THEN copy.name ELSE EXCLUDED.name END,
    amount = EXCLUDED.amount,
    updated_at = EXCLUDED.updated_at,
    more = (
      SELECT coalesce(jsonb_object_agg(key, CASE value
        WHEN '"__debezium_unavailable_value"' THEN copy.more -> key ELSE value END), '{}')
      FROM jsonb_each(EXCLUDED.more))`;
const remove = `
  DELETE FROM orders_copy USING jsonb_to_record($1::jsonb) AS r (id bigint)
  WHERE orders_copy.id = r.id`;

const decode = env.SCHEMA_REGISTRY_URL === undefined ? json : avro(env);
const target = new pg.Pool({ ...targetOptions(setting("TARGET_URI")), max: 1 });
// A connection that breaks is noticed by the next query, which makes another one.
target.on("error", () => undefined);
target.on("connect", (client) => client.on("error", () => undefined));
const consumer = new Consumer({
  clientId: "orders-copy",
  groupId: setting("KAFKA_GROUP"),
  bootstrapBrokers: setting("KAFKA_BOOTSTRAP_SERVERS").split(","),
  tls: {
    ca: setting("KAFKA_CA_CERT"),
    cert: env.KAFKA_ACCESS_CERT,
    key: env.KAFKA_ACCESS_KEY,
  },
  sessionTimeout: 10_000, // so soon another takes over from one that was killed
  isolationLevel: FetchIsolationLevels.READ_COMMITTED,
  autocommit: false,
});
const stop = new AbortController();

async function main() {
  await target.query(createTable);
  const stream = await consumer.consume({ topics, mode: "committed", fallbackMode: "earliest" });
  for (const name of ["SIGTERM", "SIGINT"]) {
    process.once(name, () => {
      log(`ends on ${name}`);
      stop.abort();
      stream.destroy();
    });
  }
  log(`reads ${topics.join(", ")}`);
  let batch = [];
  for await (const record of stream) {
    batch.push(record);
    if (batch.length < 500 && stream.readableLength > 0) continue;
    await applyAll(batch);
    // After the transaction: a process that is killed in between applies some changes again, which does no harm.
    const last = new Map(batch.map((each) => [`${each.topic}/${each.partition}`, each]));
    for (const each of last.values()) {
      const later = (error) => log(`commits with the next records: ${reasons(error).join(": ")}`);
      await each.commit().catch(later);
    }
    log(`applied ${batch.length} records, up to ${at(batch.at(-1))}`);
    batch = [];
  }
}

/** One transaction. While the database or the registry is away it is tried again. */
async function applyAll(batch) {
  for (;;) {
    try {
      const client = await target.connect();
      try {
        await client.query("BEGIN");
        for (const record of batch) await apply(client, record);
        await client.query("COMMIT");
        return client.release();
      } catch (error) {
        client.release(true); // its transaction goes with the connection
        throw error;
      }
    } catch (error) {
      if (error instanceof PoisonRecord) throw error;
      log(`tries again in a second: ${error.message}`);
      await sleep(1_000, undefined, stop);
    }
  }
}

async function apply(client, record) {
  if (at(record) === skipped) return log(`skips ${skipped}`);
  if (!record.value) return; // the tombstone after a delete: for Kafka's own compaction
  let statement;
  let parameter;
  try {
    const event = await decode(record.value);
    const { op, ts_ms: time } = event.value;
    if (op === "m" || (op === undefined && time !== undefined)) return; // a message; a heartbeat, a transaction's mark
    if (!record.key) throw new Error("it has no key");
    if (["r", "c", "u"].includes(op)) [statement, parameter] = [upsert, event.text];
    else if (op === "d") [statement, parameter] = [remove, (await decode(record.key)).text];
    else throw new Error(`op is ${op}`);
  } catch (error) {
    throw error instanceof RegistryError ? error : new PoisonRecord(record, error);
  }
  await client.query(statement, [parameter]).catch((error) => {
    // SQLSTATE classes: 22 data exception, 23 integrity constraint
    throw /^2[23]/.test(error.code) ? new PoisonRecord(record, error) : error;
  });
}

/** A record that will never be applied. To pass over it is a decision of somebody who has looked at it. */
class PoisonRecord extends Error {
  constructor(record, { message }) {
    super(`${at(record)} cannot be applied: ${message}; set SKIP=${at(record)} to go on after it`);
  }
}

function at({ topic, partition, offset }) {
  return `${topic}/${partition}/${offset}`;
}

/** `sslmode` as in libpq: `require` encrypts, and trusts any certificate. */
function targetOptions(uri) {
  const url = new URL(uri);
  url.searchParams.set("uselibpqcompat", "true");
  return { connectionString: url.href };
}

/** What Kafka's client wraps in errors of its own. */
function reasons({ message, cause, errors = [] }) {
  const inner = [...errors, ...(cause ? [cause] : [])].flatMap(reasons);
  return [...new Set([message, ...inner])].filter((text) => text);
}

function setting(name) {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

function log(text) {
  process.stdout.write(`${new Date().toISOString()} ${text}\n`);
}

await main().catch((error) => {
  if (stop.signal.aborted) return;
  const all = reasons(error);
  // TLS 1.3 tells a client that it is refused after the handshake, and Kafka's client leaves that out
  if (all.includes("Connection closed")) all.push("as brokers do that refuse the certificate");
  log(`ends: ${all.join(": ")}`);
  process.exitCode = 1;
});
await consumer.close(true).catch(() => undefined);
await target.end();
