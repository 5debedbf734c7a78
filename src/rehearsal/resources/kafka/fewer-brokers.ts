import { nodesOf } from "../../../aiven/facts/service-plans";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { KafkaService } from "../../cloud/services";

/** The settings of brokers, topics and connectors that the number of brokers limits. */
const limited = /(^|\.)(replication\.factor|min\.insync\.replicas|min\.isr)$/;

/** How many brokers a Kafka of that plan has here. */
export function brokersOf({ brokers }: Pick<LocalCloud, "brokers">, plan: string): number {
  return Math.min(nodesOf("kafka", plan), brokers);
}

/**
 * How many copies of a partition there can be where a Kafka has fewer brokers than its plan has nodes; no
 * limit where it has all of them: what asks for more than that fails as it would with Aiven.
 */
export function mostCopies({ engine, values }: Pick<KafkaService, "engine" | "values">): number {
  const { length: brokers } = engine.brokers;
  return brokers < nodesOf("kafka", String(values.plan)) ? brokers : Infinity;
}

/** Settings made for more copies than there can be, for so many: nothing could be written otherwise. */
export function limitedTo(
  most: number,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      limited.test(name) && Number(value) > most ? String(most) : value,
    ]),
  );
}

const deadLetters = "errors.deadletterqueue.topic";

/** A connector's configuration likewise; its dead letter queue has three copies unless it says otherwise. */
export function connectorLimitedTo(
  most: number,
  config: Readonly<Record<string, string>>,
): Record<string, string> {
  const copies = { [`${deadLetters}.replication.factor`]: "3" };
  const hasQueue = most < 3 && config[`${deadLetters}.name`] !== undefined;
  return limitedTo(most, hasQueue ? { ...copies, ...config } : config);
}

/** Whether a number is what it is because there cannot be as many copies as were asked for. */
export function isLimited(most: number, found: unknown, asked: unknown): boolean {
  return Number(found) === most && Number(asked) > most;
}
