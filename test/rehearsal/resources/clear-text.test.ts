import { refuseClearText } from "../../../src/rehearsal/resources/connect/clear-text";

const cloud = {
  services: [{ type: "kafka", engine: { entrances: [{ ports: [9001] }, { ports: [9002] }] } }],
} as unknown as Parameters<typeof refuseClearText>[1];

const refused = (config: Record<string, string>) => () => refuseClearText(config, cloud);

test.each([
  ["source.cluster.", "127.0.0.1:9001", "SSL"],
  ["source.cluster.", "other:1, 127.0.0.1:9002", "sasl_ssl"],
  ["producer.override.", "localhost:9001", "SASL_SSL"],
])("%s to %s by %s is taken", (prefix, servers, protocol) => {
  const config = {
    [`${prefix}bootstrap.servers`]: servers,
    [`${prefix}security.protocol`]: protocol,
  };
  expect(refused(config)).not.toThrow();
});

test("another Kafka of this machine may speak in clear text", () => {
  expect(refused({ "source.cluster.bootstrap.servers": "localhost:9092" })).not.toThrow();
});

test("a client in clear text to a broker of the rehearsal is refused, with the property to write", () => {
  expect(refused({ "source.cluster.bootstrap.servers": "127.0.0.1:9001" })).toThrow(
    `source.cluster.security.protocol must be SSL or SASL_SSL, got "PLAINTEXT"; Aiven's brokers take clients over TLS only`,
  );
  const login = {
    "target.cluster.bootstrap.servers": "127.0.0.1:9002",
    "target.cluster.security.protocol": "SASL_PLAINTEXT",
  };
  expect(refused(login)).toThrow(
    'target.cluster.security.protocol must be SSL or SASL_SSL, got "SASL_PLAINTEXT"',
  );
});

test("producer and consumer of a schema history are looked at each", () => {
  const history = {
    "schema.history.internal.kafka.bootstrap.servers": "127.0.0.1:9001",
    "schema.history.internal.producer.security.protocol": "SSL",
  };
  expect(refused(history)).toThrow(
    'schema.history.internal.consumer.security.protocol must be SSL or SASL_SSL, got "PLAINTEXT"',
  );
  expect(
    refused({ ...history, "schema.history.internal.consumer.security.protocol": "SSL" }),
  ).not.toThrow();
});
