import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { KafkaAdmin } from "../../clients/kafka-admin";
import { tail } from "../../clients/kafka-tail";
import type { KafkaConnection } from "../../clients/kafka-connection";
import { type Canary, carries } from "./canary";
import { causeOf, failed, type CheckResult, ok } from "../check-result";
import type { Pipeline } from "../pipeline";
import { otherTransforms } from "../topics";

export interface SendOptions {
  readonly pipeline: Pipeline;
  readonly canary: Canary;
  readonly client: Client;
  readonly connection: KafkaConnection;
  readonly timeoutMs: number;
}

/** A reader that is at the end already does not count into the latency. */
const settleMs = 500;

/** Changes the database and waits for the event, read from where its topic ended before. */
export async function sendCanary(options: SendOptions): Promise<CheckResult> {
  const { pipeline, canary, client, connection, timeoutMs } = options;
  const { topic, token, sql } = canary;
  let from: ReadonlyMap<string, bigint>;
  try {
    from = await endOf(topic, connection);
  } catch (error) {
    return failed("canary", unreachable(connection.bootstrapServers, error));
  }
  const timeout = AbortSignal.timeout(timeoutMs + settleMs);
  let arrive: (at: number) => void = () => undefined;
  const arrival = new Promise<number | undefined>((resolve) => {
    arrive = resolve;
    timeout.addEventListener("abort", () => resolve(undefined));
  });
  const reader = tail(
    connection,
    [topic],
    (record) => {
      if (carries(record, token)) arrive(performance.now());
    },
    { from },
  );
  try {
    await sleep(settleMs);
    const sent = performance.now();
    await client.query(sql);
    const arrived = await arrival;
    if (arrived === undefined) return failed("canary", lost(topic, pipeline, timeoutMs));
    return ok("canary", `arrived on ${topic} after ${Math.round(arrived - sent)} ms`);
  } catch (error) {
    return failed("canary", `PostgreSQL refuses it: ${causeOf(error)}`);
  } finally {
    await reader.close();
  }
}

/** By `topic/partition`; a topic that is not there yet is read from its beginning. */
export async function endOf(topic: string, connection: KafkaConnection) {
  const admin = new KafkaAdmin(connection);
  try {
    if (!(await admin.topics()).includes(topic)) return new Map<string, bigint>();
    const ends = await admin.endOffsets(topic);
    return new Map([...ends].map(([partition, end]) => [`${topic}/${partition}`, end]));
  } finally {
    await admin.close();
  }
}

function lost(topic: string, { config }: Pipeline, timeoutMs: number): string {
  const late = `has not arrived on ${topic} within ${timeoutMs / 1000} s (--timeout)`;
  const transforms = otherTransforms(config);
  if (transforms.length === 0) return late;
  return `${late}; transform ${transforms.join(", ")} may keep it back or lead it elsewhere: give another with --canary-sql`;
}

/** Why the brokers cannot be asked, and what to look at. */
export function unreachable(servers: string, error: unknown): string {
  const cause = causeOf(error);
  if (/authentication|SASL/i.test(cause)) {
    return `Kafka ${servers} refuses the state's user and password: ${cause}; refresh the state: terraform apply -refresh-only`;
  }
  const advice = /self[- ]signed|unable to (get|verify)/i.test(cause)
    ? "; its certificate is signed by the project's own authority: name that with --ca FILE (avn project ca-get)"
    : "; is the service running, and may this address in (ip_filter)?";
  return `Kafka ${servers} cannot be reached: ${cause}${advice}`;
}
