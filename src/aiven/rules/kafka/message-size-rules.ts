import { requirement, recommendation, suggestion } from "../message";
import { batchBytesFor, defaultMessageSizes, messageSizeRanges } from "../../facts/message-size";
import type { Rule } from "../rule";

/** Sizes on the way of an event, in bytes; undefined is Kafka's default. */
export interface MessageSizeSubject {
  /** The largest record that the workers of Kafka Connect send. */
  readonly producerMaxRequestSize: number;
  /** The largest batch that Kafka takes for a topic without a limit of its own. */
  readonly messageMaxBytes: number;
  /** The largest batch that Kafka takes for the topic, where the rule is on a topic. */
  readonly maxMessageBytes: number;
}

const source =
  "Apache Kafka, `max.request.size`, `message.max.bytes`, `max.message.bytes`: a topic's own limit stands for the brokers'";

interface Limit {
  readonly property: "messageMaxBytes" | "maxMessageBytes";
  readonly bytes: number;
}

function limitOf({ messageMaxBytes, maxMessageBytes }: Partial<MessageSizeSubject>): Limit {
  if (maxMessageBytes !== undefined) return { property: "maxMessageBytes", bytes: maxMessageBytes };
  const bytes = messageMaxBytes ?? defaultMessageSizes.messageMaxBytes;
  return { property: "messageMaxBytes", bytes };
}

const agrees: Rule<MessageSizeSubject> = {
  name: "message-size-agrees",
  severity: "warning",
  description:
    "Kafka takes what Kafka Connect may send: an event in between ends the task, unless compression makes it small enough.",
  source,
  property: "producerMaxRequestSize",
  inputs: ["messageMaxBytes", "maxMessageBytes"],
  check(subject) {
    const sent = subject.producerMaxRequestSize ?? defaultMessageSizes.producerMaxRequestSize;
    const { property, bytes } = limitOf(subject);
    if (sent <= bytes) return undefined;
    const harm = "a larger event ends the task, unless it is small enough once compressed";
    return recommendation("producerMaxRequestSize", `be at most ${property} ${bytes}`, sent, harm, {
      advice: `raise ${property} to at least ${sent}, or give the pipeline maxMessageBytes, which sets all limits`,
    });
  },
};

const raisedInPart: Rule<MessageSizeSubject> = {
  name: "message-size-raised-in-part",
  severity: "warning",
  description:
    "Where Kafka takes larger messages than its default, Kafka Connect may send larger ones than its default, too: with one limit raised alone the other one ends the task.",
  source,
  property: "producerMaxRequestSize",
  inputs: ["messageMaxBytes", "maxMessageBytes"],
  check(subject) {
    const standard = defaultMessageSizes.producerMaxRequestSize;
    const isStandard = (subject.producerMaxRequestSize ?? standard) === standard;
    const { property, bytes } = limitOf(subject);
    if (!isStandard || bytes <= batchBytesFor(standard)) return undefined;
    const most = messageSizeRanges.producerMaxRequestSize[1];
    return recommendation(
      "producerMaxRequestSize",
      `be raised with ${property} ${bytes}`,
      standard,
      "Kafka Connect refuses an event above it, whatever Kafka takes",
      suggestion(Math.min(bytes, most)),
    );
  },
};

/** What must hold between a Kafka Connect and the Kafka and topics that it sends to. */
export const messageSizeRules: readonly Rule<MessageSizeSubject>[] = [agrees, raisedInPart];

/** A size in bytes within what Aiven takes. */
export function sizeRangeRule<Name extends string, Subject extends Readonly<Record<Name, number>>>(
  name: string,
  property: Name & keyof Subject & string,
  [least, most]: readonly [number, number],
  terraform: string,
): Rule<Subject> {
  return {
    name,
    severity: "error",
    refusedByAiven: true,
    description: `${property} is a whole number of bytes from ${least} to ${most}.`,
    source: `https://aiven.io/docs/products/kafka/reference/advanced-params, \`${terraform}\``,
    property,
    check(subject) {
      const bytes: number | undefined = subject[property];
      if (bytes === undefined) return undefined;
      if (Number.isInteger(bytes) && bytes >= least && bytes <= most) return undefined;
      const nearest = Number.isFinite(bytes)
        ? Math.min(most, Math.max(least, Math.ceil(bytes)))
        : undefined;
      const what = `be a whole number of bytes from ${least} to ${most}`;
      return requirement(property, what, bytes, suggestion(nearest));
    },
  };
}
