import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { accessResults } from "./checks/access";
import type { KafkaConnection } from "../clients/kafka-connection";
import { canaryOf } from "./checks/canary";
import { causeOf, failed, type CheckResult, warning } from "./check-result";
import { judgeHistories } from "./checks/history";
import type { Pipeline, PostgresAccess } from "./pipeline";
import { judgePublication, readPublication } from "./checks/publication";
import { readHistories } from "./read-history";
import { sendCanary } from "./checks/send-canary";
import { judgeSlot, pluginOf, readSlot } from "./checks/slot";
import { capturedTables, judgeIdentity, readTables, type Table } from "./checks/tables";
import type { VerifyOptions } from "./verify";

/** @param kafka undefined where it cannot be reached: what needs it is left out, and reported elsewhere */
export async function databaseResults(
  pipeline: Pipeline,
  postgres: PostgresAccess,
  kafka: KafkaConnection | undefined,
  options: VerifyOptions,
): Promise<CheckResult[]> {
  const { timeoutMs } = options;
  // the project's authority names Aiven's hosts, and never this machine
  const isHere = postgres.host === "127.0.0.1" || postgres.host === "localhost";
  const ca = options.ca ?? (isHere ? undefined : pipeline.ca);
  const client = new Client({
    ...postgres,
    // as sslmode=require: encrypted, whoever answers; known for sure with the authority
    ssl: ca === undefined ? { rejectUnauthorized: false } : { ca },
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    application_name: "cdc verify",
  });
  client.on("error", () => undefined); // a server that goes away fails the next query
  try {
    await client.connect();
  } catch (error) {
    const at = `${postgres.host}:${postgres.port}`;
    return [failed("database", `PostgreSQL ${at} cannot be reached: ${causeOf(error)}`)];
  }
  try {
    return await openResults(client, pipeline, kafka, options);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function openResults(
  client: Client,
  pipeline: Pipeline,
  kafka: KafkaConnection | undefined,
  options: VerifyOptions,
): Promise<CheckResult[]> {
  const { config } = pipeline;
  const { maxLagMb } = options;
  const slot = config["slot.name"] ?? "debezium";
  const publication = config["publication.name"] ?? "dbz_publication";
  const wanted = {
    plugin: pluginOf(config),
    database: config["database.dbname"] ?? "defaultdb",
    maxLagMb,
  };
  let captured: readonly Table[] = [];
  return [
    ...(await checked(`slot ${slot}`, async () => [
      judgeSlot(slot, await readSlot(client, slot), wanted),
    ])),
    ...(await checked(`publication ${publication}`, async () => {
      const tables = capturedTables(config, await readTables(client, publication));
      ({ captured } = tables);
      const published = await readPublication(client, publication);
      return [
        ...(readsPublication(config)
          ? judgePublication(publication, published, tables, config)
          : []),
        ...judgeIdentity(captured),
      ];
    })),
    ...(await checked("user", () => accessResults(client, config, captured))),
    ...(kafka && readsPublication(config)
      ? await historyResults({ client, pipeline, kafka, publication, captured, options })
      : []),
    ...(kafka ? [await canaryResult(client, pipeline, kafka, options)] : []),
  ];
}

/** A check that cannot be made must not keep the others from being made. */
async function checked(what: string, check: () => Promise<CheckResult[]>): Promise<CheckResult[]> {
  try {
    return await check();
  } catch (error) {
    return [failed(what, `could not be checked: ${causeOf(error)}`)];
  }
}

function readsPublication(config: Pipeline["config"]): boolean {
  return pluginOf(config) === "pgoutput";
}

interface HistoryOptions {
  readonly client: Client;
  readonly pipeline: Pipeline;
  readonly kafka: KafkaConnection;
  readonly publication: string;
  readonly captured: readonly Table[];
  readonly options: VerifyOptions;
}

function historyResults({ client, pipeline, kafka, publication, ...more }: HistoryOptions) {
  const { config, connectorName } = pipeline;
  const tables = more.captured.filter(({ isPublished }) => isPublished).map(({ name }) => name);
  if (tables.length === 0) return [];
  const { timeoutMs } = more.options;
  return checked("capture", async () =>
    judgeHistories(
      await readHistories({
        ...{ client, connection: kafka, publication, connectorName, config, tables, timeoutMs },
      }),
    ),
  );
}

async function canaryResult(
  client: Client,
  pipeline: Pipeline,
  connection: KafkaConnection,
  { canarySql, timeoutMs }: VerifyOptions,
): Promise<CheckResult> {
  const canary = canaryOf(pipeline.config, randomUUID(), canarySql);
  if ("none" in canary) return warning("canary", `none can be sent: ${canary.none}`);
  return sendCanary({ pipeline, canary, client, connection, timeoutMs });
}
