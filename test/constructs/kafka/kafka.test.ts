import {
  ClientQuota,
  type ClientQuotaProps,
  Kafka,
  SchemaSubject,
  type SchemaSubjectProps,
} from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

const inStack = (make: (kafka: Kafka) => void): Json =>
  synthesizedIn((stack) =>
    make(
      new Kafka(stack, "kafka", {
        ...{ project: "demo", serviceName: "events", cloudName: "aws-eu-west-1" },
        ...{ plan: "business-4", kafkaVersion: "4.2" },
      }),
    ),
  ).resource;

const schemaOf = (props: Omit<SchemaSubjectProps, "kafka">): Json =>
  inStack((kafka) => void new SchemaSubject(kafka, "schema", { kafka, ...props }))
    .aiven_kafka_schema;

const quotaOf = (props: Omit<ClientQuotaProps, "kafka">): Json =>
  inStack((kafka) => void new ClientQuota(kafka, "quota", { kafka, ...props })).aiven_kafka_quota;

test("a schema is an object or its text, under a subject of the registry", () => {
  const avro = { type: "record", name: "Order", fields: [] };
  expect(Object.values(schemaOf({ subject: "orders-value", schema: avro }))).toEqual([
    {
      project: "demo",
      service_name: "${aiven_kafka.kafka.service_name}",
      subject_name: "orders-value",
      schema: JSON.stringify(avro),
    },
  ]);
  const [proto] = Object.values<Json>(
    schemaOf({ subject: "s", schema: "message A {}", type: "PROTOBUF", compatibility: "FULL" }),
  );
  expect(proto).toMatchObject({ schema_type: "PROTOBUF", compatibility_level: "FULL" });
});

test("a schema that its type cannot be is refused", () => {
  expect(() => schemaOf({ subject: "s", schema: "message A {}" })).toThrow(
    'schema of type AVRO must be JSON, got a text that is none; write it as an object, or set type to "PROTOBUF" [schema-text]',
  );
  expect(() => schemaOf({ subject: "s", schema: "message A {}", type: "JSON" })).toThrow(
    "schema of type JSON must be JSON, got a text that is none [schema-text]",
  );
  expect(() => schemaOf({ subject: "s", schema: {}, type: "PROTOBUF" })).toThrow(
    "schema must be a text in Protobuf, got an object; write its .proto [schema-text]",
  );
});

test("a quota limits a user or a client", () => {
  expect(Object.values(quotaOf({ user: "search", consumerByteRate: 1_000_000 }))).toEqual([
    {
      project: "demo",
      service_name: "${aiven_kafka.kafka.service_name}",
      user: "search",
      consumer_byte_rate: 1_000_000,
    },
  ]);
});

test("a quota of nobody, of nothing, and beyond what Aiven takes is refused", () => {
  expect(() => quotaOf({ requestPercentage: 20 })).toThrow(
    'user or clientId must be set, got neither; for all who have none of their own: user: "default" [quota-limits]',
  );
  expect(() => quotaOf({ user: "search" })).toThrow(
    "one of consumerByteRate, producerByteRate, requestPercentage must be set, got none [quota-limits]",
  );
  for (const legal of [0, 1_073_741_824]) {
    expect(() => quotaOf({ user: "u", producerByteRate: legal })).not.toThrow();
  }
  for (const wrong of [-1, 1_073_741_825]) {
    expect(() => quotaOf({ user: "u", producerByteRate: wrong })).toThrow(
      `producerByteRate must be from 0 to 1073741824, got ${wrong} [quota-limits]`,
    );
  }
  expect(() => quotaOf({ clientId: "c", requestPercentage: 100 })).not.toThrow();
  expect(() => quotaOf({ clientId: "c", requestPercentage: 101 })).toThrow(
    "requestPercentage must be from 0 to 100, got 101 [quota-limits]",
  );
});
