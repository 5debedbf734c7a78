import { connectorFailure, describeFailure } from "../../src/debezium/connector-failure";

/** As Kafka Connect 4.2 gave it for a row of 2 MB. */
const tooLarge = `org.apache.kafka.connect.errors.ConnectException: Unrecoverable exception from producer send callback
	at org.apache.kafka.connect.runtime.WorkerSourceTask.maybeThrowProducerSendException(WorkerSourceTask.java:330)
	at java.base/java.lang.Thread.run(Thread.java:840)
Caused by: org.apache.kafka.common.errors.RecordTooLargeException: The message is 2097752 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.
`;

const withCause = (cause: string) =>
  `io.debezium.DebeziumException: stopped\n\tat A.b(A.java:1)\nCaused by: ${cause}\n\tat C.d(C.java:2)\n\t... 3 more\n`;

test("the deepest cause is named without its package, with its remedy", () => {
  expect(describeFailure(tooLarge)).toBe(
    "RecordTooLargeException: The message is 2097752 bytes when serialized which is larger than 1048576, which is the value of the max.request.size configuration.; " +
      "raise maxMessageBytes of the pipeline to at least 3145728 and apply " +
      "(Terraform: producer_max_request_size of aiven_kafka_connect, message_max_bytes of aiven_kafka, max_message_bytes of aiven_kafka_topic)",
  );
});

test("a message of several lines is shown whole, on one line, and suppressed exceptions are left out", () => {
  const trace = withCause(
    "org.postgresql.util.PSQLException: ERROR: odd\n  Hint: do this.\n\tSuppressed: java.lang.Error: other\n\tCaused by: java.lang.Error: inner",
  );
  expect(connectorFailure(trace)).toEqual({ cause: "PSQLException: ERROR: odd Hint: do this." });
});

test("a deepest exception without a message is shown behind the one that explains it", () => {
  const trace = withCause(
    "java.io.IOException: broken\n\tat E.f(E.java:3)\nCaused by: java.io.EOFException",
  );
  expect(connectorFailure(trace).cause).toBe("IOException: broken (EOFException)");
});

test("the remedy may come from an exception above the deepest one", () => {
  const trace = `X: ERROR: replication slot "a" is active for PID 42\n\tat A\nCaused by: java.lang.Error: end of stream`;
  expect(connectorFailure(trace)).toEqual({
    cause: "Error: end of stream",
    remedy:
      "end the other reader of the slot (SELECT pg_terminate_backend(42)), or give this connector a slotName of its own, then restart the connector",
  });
});

test("control characters are escaped, and a long cause is cut with its length named", () => {
  expect(connectorFailure(withCause("a.B: red \u001b[31m")).cause).toBe("B: red \\x1b[31m");
  const { cause } = connectorFailure(withCause(`a.B: ${"x".repeat(2_000_000)}`));
  expect(cause.length).toBeLessThan(600);
  expect(cause).toMatch(/x… \(2,000,003 characters\)$/);
});

test.each([undefined, "", "\n"])("without a trace (%j) there is no cause", (trace) => {
  expect(connectorFailure(trace)).toEqual({ cause: "Kafka Connect gives no cause" });
});

test.each([
  [
    "org.apache.kafka.common.errors.RecordTooLargeException: The request included a message larger than the max message size the server will accept.",
    /^raise maxMessageBytes of the topic or messageMaxBytes of Kafka/,
  ],
  [
    "org.apache.kafka.common.errors.RecordTooLargeException: The message is 40000000 bytes when serialized which is larger than the total memory buffer you have configured with the buffer.memory configuration.",
    /producer_buffer_memory.*at least 40894464/,
  ],
  [
    'org.postgresql.util.PSQLException: ERROR: replication slot "s" does not exist',
    /creates the slot again/,
  ],
  [
    'org.postgresql.util.PSQLException: ERROR: can no longer get changes from replication slot "s"',
    /^the slot is lost/,
  ],
  [
    "org.postgresql.util.PSQLException: ERROR: all replication slots are in use",
    /^drop slots that nobody reads/,
  ],
  [
    'org.postgresql.util.PSQLException: ERROR: publication "p" does not exist',
    /^make the publication/,
  ],
  ["org.postgresql.util.PSQLException: ERROR: permission denied for table orders", /for orders,/],
  ["org.postgresql.util.PSQLException: ERROR: must be owner of table orders", /^let the owner/],
  [
    'org.postgresql.util.PSQLException: FATAL: password authentication failed for user "u"',
    /database\.password/,
  ],
  [
    'org.postgresql.util.PSQLException: ERROR: relation "public.x" does not exist',
    /^make the table/,
  ],
  ["java.io.IOException: No space left on device", /^the disk is full/],
  [
    "org.apache.kafka.common.errors.UnknownTopicOrPartitionException: This server does not host this topic-partition.",
    /^make the topic/,
  ],
  [
    "org.apache.kafka.common.errors.TimeoutException: Topic shop.public.a not present in metadata after 60000 ms.",
    /^make the topic/,
  ],
  [
    "org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [a]",
    /ACL/,
  ],
  [
    "io.apicurio.registry.rest.client.exception.RuleViolationException: Incompatible artifact: shop.public.orders-value [AVRO], num of incompatible diffs: {1}, list of diff types: [reader union lacking writer type: RECORD at /fields/0/type/1]",
    /^the table has changed in a way that readers of the earlier schema/,
  ],
  [
    "io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException: Schema being registered is incompatible with an earlier schema for subject",
    /compatibility_level, then restart the connector$/,
  ],
  ["java.lang.OutOfMemoryError: Java heap space", /more memory/],
  ["java.net.ConnectException: Connection refused", /^start the server/],
  [
    'org.apache.kafka.connect.errors.DataException: Invalid value: null used for required field: "price", schema type: BYTES',
    /^column price is NOT NULL and has a value that arrives as null, such as NaN/,
  ],
])("%s has a remedy", (cause, remedy) => {
  expect(connectorFailure(withCause(cause)).remedy).toMatch(remedy);
});

test("what is not known has no remedy", () => {
  expect(connectorFailure(withCause("a.B: something new")).remedy).toBeUndefined();
});
