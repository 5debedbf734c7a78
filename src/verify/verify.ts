import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { masked } from "../base/masked";
import { canaryOf } from "./checks/canary";
import { askConnect, judgeConnector } from "./checks/connector";
import { causeOf, failed, type CheckResult, warning } from "./check-result";
import type { Pipeline } from "./pipeline";
import { sendCanary } from "./checks/send-canary";
import { judgeSlot, readSlot } from "./checks/slot";
import { capturedTables, judgeIdentity, judgePublication, readTables } from "./checks/tables";

export interface VerifyOptions {
  /** How far the slot may be behind, MB. */
  readonly maxLagMb: number;
  /** How long the canary may take, and an answer. */
  readonly timeoutMs: number;
  /** Another canary, see {@link canaryOf}. */
  readonly canarySql?: string;
  /** The authority that signed the services' certificates, PEM. @default - the state's, if it has it */
  readonly ca?: string;
}

/** Every check of one pipeline, whatever the others find; no secret in them. */
export async function verify(pipeline: Pipeline, options: VerifyOptions): Promise<CheckResult[]> {
  const results = [
    ...(await connectorResults(pipeline, options)),
    ...(await databaseResults(pipeline, options)),
  ];
  return results.map((result) => ({
    ...result,
    figure: masked(result.figure, pipeline.secrets),
  }));
}

async function connectorResults(pipeline: Pipeline, { timeoutMs }: VerifyOptions) {
  const { connect, connectorName } = pipeline;
  const what = `connector ${connectorName}`;
  if (!connect) {
    return [failed(what, notInState("its workers", "aiven_kafka_connect"))];
  }
  try {
    return judgeConnector(connectorName, await askConnect(connect, connectorName, timeoutMs));
  } catch (error) {
    return [failed(what, `Kafka Connect ${connect.url} cannot be reached: ${causeOf(error)}`)];
  }
}

async function databaseResults(pipeline: Pipeline, options: VerifyOptions): Promise<CheckResult[]> {
  const { postgres, config } = pipeline;
  if (!postgres) return [failed("database", notInState("its PostgreSQL", "aiven_pg"))];
  const { timeoutMs } = options;
  const ca = options.ca ?? pipeline.ca;
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
    return [
      ...(await slotResults(client, config, options)),
      ...(await tableResults(client, config)),
      await canaryResult(client, pipeline, options),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

type ConnectorConfig = Pipeline["config"];

async function slotResults(client: Client, config: ConnectorConfig, { maxLagMb }: VerifyOptions) {
  const name = config["slot.name"] ?? "debezium";
  try {
    return [judgeSlot(name, await readSlot(client, name), maxLagMb)];
  } catch (error) {
    return [failed(`slot ${name}`, causeOf(error))];
  }
}

async function tableResults(client: Client, config: ConnectorConfig): Promise<CheckResult[]> {
  const publication = config["publication.name"] ?? "dbz_publication";
  try {
    const { isPublication, all } = await readTables(client, publication);
    const tables = capturedTables(config, all);
    return [
      ...(config["plugin.name"] === "pgoutput"
        ? [judgePublication(publication, isPublication, tables)]
        : []),
      ...judgeIdentity(tables.captured),
    ];
  } catch (error) {
    return [failed(`publication ${publication}`, causeOf(error))];
  }
}

async function canaryResult(
  client: Client,
  pipeline: Pipeline,
  options: VerifyOptions,
): Promise<CheckResult> {
  const { kafka, config } = pipeline;
  if (!kafka) return failed("canary", notInState("its Kafka", "aiven_kafka"));
  const canary = canaryOf(config, randomUUID(), options.canarySql);
  if ("none" in canary) return warning("canary", `none can be sent: ${canary.none}`);
  const { bootstrapServers, certificate } = kafka;
  const ca = options.ca ?? pipeline.ca;
  const tls = certificate && { ...certificate, ca };
  const { timeoutMs } = options;
  return sendCanary({ pipeline, canary, client, bootstrapServers, tls, timeoutMs });
}

function notInState(what: string, type: string): string {
  return `the state does not tell how to reach ${what}; have the stack make its ${type} or look it up (fromExisting)`;
}
