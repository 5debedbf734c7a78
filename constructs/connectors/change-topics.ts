import { KafkaTopic } from "@cdktf/provider-aiven/lib/kafka-topic";
import { Construct } from "constructs";
import type { IEventSource, IKafka } from "../services/interfaces";
import { messageSizeRules } from "../../src/aiven/rules/kafka/message-size-rules";
import { notKnownYet } from "../../src/aiven/rules/rule";
import { topicRules } from "../../src/aiven/rules/kafka/topic-rules";
import { isReference } from "../internal/references";
import { checkAtSynth, checkRules, type ConstructViolation, violation } from "../internal/checks";

export interface ChangeTopicsProps {
  readonly kafka: IKafka;
  /** Whose events go to them; its connector waits for them. */
  readonly source: IEventSource;
  /**
   * Topics of change events. To be given where the source's transforms choose topics by the data, or
   * its tables are not given by name: then with those of its heartbeat, if a transform leads them
   * elsewhere too.
   *
   * @default - those of the source: of its tables, or where transforms lead them by name
   */
  readonly names?: readonly string[];
  /**
   * Partitions of each topic. Events of one row stay in order: its key picks the partition.
   *
   * @default 3
   */
  readonly partitions?: number;
  /** Copies of each partition, at most the nodes of the Kafka plan. @default 3 */
  readonly replication?: number;
  /** Copies that must have an event before the connector goes on. @default 2 */
  readonly minInsyncReplicas?: number;
  /**
   * What is kept: the last event of each row for ever, or every event for a time (Kafka:
   * `cleanup.policy`).
   *
   * @default "delete" - after `retentionMs`
   */
  readonly cleanupPolicy?: "compact" | "delete" | "compact,delete";
  /** Milliseconds that an event is kept (Kafka: `retention.ms`). @default - Kafka's, a week */
  readonly retentionMs?: number;
  /**
   * Bytes of the largest batch of events, as it was sent, that the topics take, whatever the
   * brokers' own limit is (Kafka: `max.message.bytes`); from 0 to 100,001,200. The
   * `maxMessageBytes` of a pipeline sets it with the limits of Kafka and Kafka Connect.
   *
   * @default - the brokers' (`messageMaxBytes`), which is 1,048,588 unless raised
   */
  readonly maxMessageBytes?: number;
}

/**
 * The topics of a source, made on purpose (Terraform: `aiven_kafka_topic`), so that a Kafka with
 * `autoCreateTopics: false` can take its events: one for each table, and those of its heartbeat,
 * its signals and its transactions.
 */
export class ChangeTopics extends Construct {
  /** Those of change events, without the connector's own. */
  readonly topics: readonly string[];
  readonly resources: readonly KafkaTopic[];

  constructor(scope: Construct, id: string, props: ChangeTopicsProps) {
    super(scope, id);
    const { kafka, source, maxMessageBytes } = props;
    const minInsyncReplicas = props.minInsyncReplicas ?? 2;
    const replication = props.replication ?? 3;
    this.topics = [...new Set(props.names ?? source.topics)];
    const own = source.ownTopics.filter((name) => !this.topics.includes(name));
    // a reference is no part of a construct's id
    const isKnown = (name: string) => !isReference(name);
    const make = (topicName: string, partitions: number, cleanupPolicy: string | undefined) => {
      checkRules(this, topicRules, () => ({
        topicName,
        partitions,
        replication,
        minInsyncReplicas,
        maxMessageBytes,
      }));
      return new KafkaTopic(this, topicName, {
        project: kafka.project,
        serviceName: kafka.serviceName,
        topicName,
        partitions,
        replication,
        config: [
          {
            minInsyncReplicas: String(minInsyncReplicas),
            cleanupPolicy,
            retentionMs: props.retentionMs === undefined ? undefined : String(props.retentionMs),
            maxMessageBytes: maxMessageBytes === undefined ? undefined : String(maxMessageBytes),
          },
        ],
      });
    };
    this.resources = [
      ...this.topics
        .filter(isKnown)
        .map((name) => make(name, props.partitions ?? 3, props.cleanupPolicy)),
      // for the connector's keeper; in one partition transactions stay in order
      ...own.filter(isKnown).map((name) => make(name, 1, "delete")),
    ];
    checkAtSynth(this, () => [
      ...(props.names === undefined && source.topicsNotKnown !== undefined
        ? [notKnown(source.topicsNotKnown)]
        : []),
      ...([...this.topics, ...own].every(isKnown) ? [] : [aReference]),
    ]);
    if (maxMessageBytes !== undefined) {
      checkRules(this, messageSizeRules, () => ({
        producerMaxRequestSize: source.producerMaxRequestSize ?? notKnownYet,
        maxMessageBytes,
      }));
    }
    for (const topic of this.resources) source.waitFor(topic);
  }
}

function notKnown(reason: string): ConstructViolation {
  return violation(
    "change-topics-known",
    `names must list the topics of change events, because ${reason}; for instance names: ["orders"]`,
  );
}

const aReference = violation(
  "change-topics-known",
  "topics must have names that are known at synth, got a reference; write topicPrefix and names as texts in the app",
);
