interface Remedy {
  /** Matched against each exception of the trace, `ClassName: message`. */
  readonly pattern: RegExp;
  readonly remedy: string | ((found: RegExpExecArray) => string);
}

const mebibyte = 1024 * 1024;

const remedies: readonly Remedy[] = [
  {
    // Apache Kafka, KafkaProducer.ensureValidRecordSize
    pattern: /^RecordTooLargeException: .*?(\d+) bytes when serialized.*max\.request\.size/,
    remedy: ([, bytes]) => raiseMaxMessageBytes(Number(bytes)),
  },
  {
    pattern: /^RecordTooLargeException: .*?(\d+) bytes when serialized.*buffer\.memory/,
    remedy: ([, bytes]) =>
      `raise producerBufferMemory (Terraform: producer_buffer_memory of aiven_kafka_connect) to at least ${roundedUp(Number(bytes))} and apply`,
  },
  {
    // Apache Kafka, Errors.MESSAGE_TOO_LARGE: from the broker, on the batch as it was sent
    pattern: /^(RecordTooLargeException|RecordBatchTooLargeException): /,
    remedy:
      "raise maxMessageBytes of the topic or messageMaxBytes of Kafka (Terraform: max_message_bytes, message_max_bytes) " +
      "to the size that Kafka Connect may send, producer_max_request_size, and apply",
  },
  {
    pattern: /replication slot "[^"]*" is active for PID (\d+)/,
    remedy: ([, pid]) =>
      `end the other reader of the slot (SELECT pg_terminate_backend(${pid})), or give this connector a slotName of its own, then restart the connector`,
  },
  {
    pattern: /can no longer (?:get changes from|access) replication slot|wal_status.*lost/,
    remedy:
      "the slot is lost: drop it (SELECT pg_drop_replication_slot(…)), reset the connector's offsets and let it take a new snapshot; raise maxSlotWalKeepMb (Terraform: max_slot_wal_keep_size)",
  },
  {
    pattern: /replication slot "[^"]*" does not exist/,
    remedy:
      "restart the connector, which creates the slot again; changes since it was dropped are missing, so reset its offsets to take a new snapshot",
  },
  {
    pattern: /all replication slots are in use/,
    remedy:
      "drop slots that nobody reads (SELECT * FROM pg_replication_slots WHERE NOT active), or raise max_replication_slots",
  },
  {
    pattern: /publication "[^"]*" does not exist|Publication autocreation is disabled/i,
    remedy:
      "make the publication as `npx cdc sql` prints it, then restart the connector; changes made while it was missing are not captured",
  },
  {
    pattern: /No table filters found for filtered publication|no tables? (?:were )?found/i,
    remedy: "make the tables that the connector captures (table.include.list), then restart it",
  },
  {
    pattern: /permission denied for (?:table|relation|schema|database) "?(\S+?)"?(?:\s|$)/,
    remedy: ([, name]) =>
      `grant the connector's user what \`npx cdc sql\` prints for ${name}, then restart the connector`,
  },
  {
    pattern: /must be owner of (?:table|relation|publication)|must be superuser to create/,
    remedy:
      'let the owner make the publication as `npx cdc sql` prints it, and set publicationAutocreate: "disabled"',
  },
  {
    pattern:
      /permission denied to (?:start WAL sender|use replication slots)|must be superuser or replication role/,
    remedy: "give the connector's user the attribute REPLICATION, then restart the connector",
  },
  {
    pattern: /password authentication failed for user|role "[^"]*" is not permitted to log in/,
    remedy:
      "give database.user and database.password of the connector the values of the PostgreSQL service, and apply",
  },
  {
    pattern: /relation "[^"]*" does not exist/,
    remedy: "make the table, or take it out of the connector's tables, then restart the connector",
  },
  {
    pattern: /No space left on device|could not (?:write|extend) file/,
    remedy: "the disk is full: make room, then restart what has stopped",
  },
  {
    pattern: /UnknownTopicOrPartitionException|topic .* not present in metadata/i,
    remedy:
      "make the topic (ChangeTopics; Terraform: aiven_kafka_topic), or let Kafka make topics: autoCreateTopics: true",
  },
  {
    pattern:
      /TopicAuthorizationException|ClusterAuthorizationException|GroupAuthorizationException/,
    remedy: "give Kafka Connect's user an ACL for the topic, then restart the connector",
  },
  {
    // Apache Kafka, ConnectSchema.validateValue: what Debezium could not write became null
    pattern: /^DataException: Invalid value: null used for required field: "([^"]*)"/,
    remedy: ([, column]) =>
      `column ${column} is NOT NULL and has a value that arrives as null, such as NaN with decimalHandling "precise" (docs/guides/types.md): ` +
      "make the column nullable, or correct the row and take a new snapshot, or leave the column out (excludeColumns)",
  },
  {
    pattern: /NotEnoughReplicas/,
    remedy:
      "start the brokers that are down, or lower minInsyncReplicas: too few copies are in sync",
  },
  {
    // Apicurio's converter in a rehearsal, Confluent's with Karapace
    pattern:
      /RuleViolationException: Incompatible artifact|incompatible with an earlier schema|Incompatible schema/,
    remedy:
      "the table has changed in a way that readers of the earlier schema in the registry do not survive: " +
      "take the change back, or make it in steps (a new column, then drop the old one), " +
      "or lower the subject's compatibility_level, then restart the connector",
  },
  {
    pattern: /OutOfMemoryError/,
    remedy:
      "the worker needs more memory for rows of this size: take a larger plan, or lower max.batch.size, max.queue.size and max.queue.size.in.bytes of the connector",
  },
  {
    pattern: /Connection (?:to \S+ )?refused|ConnectException: Connection|UnknownHostException/,
    remedy: "start the server that the connector cannot reach, then restart the connector",
  },
  {
    pattern: /No resolvable bootstrap urls|Timeout expired .*topic metadata|TimeoutException/,
    remedy: "check that the Kafka brokers run and can be reached, then restart the connector",
  },
];

/**
 * @param exceptions `ClassName: message` of each exception of a trace, the deepest first
 * @returns what to do, from the deepest exception for which it is known
 */
export function remedyFor(exceptions: readonly string[]): string | undefined {
  for (const exception of exceptions) {
    for (const { pattern, remedy } of remedies) {
      const found = pattern.exec(exception);
      if (found) return typeof remedy === "string" ? remedy : remedy(found);
    }
  }
  return undefined;
}

function raiseMaxMessageBytes(bytes: number): string {
  return (
    `raise maxMessageBytes of the pipeline to at least ${roundedUp(bytes)} and apply ` +
    "(Terraform: producer_max_request_size of aiven_kafka_connect, message_max_bytes of aiven_kafka, max_message_bytes of aiven_kafka_topic)"
  );
}

/** The next whole mebibyte. */
function roundedUp(bytes: number): number {
  return Math.ceil(bytes / mebibyte) * mebibyte;
}
