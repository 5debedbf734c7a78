import { placeOf, plannedPlace } from "../../../src/rehearsal/resources/connect/connector-place";
import { unknown } from "../../../src/stack/values";

const jdbcSink = "io.debezium.connector.jdbc.JdbcSinkConnector";
const mongo = "io.debezium.connector.mongodb.MongoDbConnector";
const mysql = "io.debezium.connector.mysql.MySqlConnector";
const mirror = "org.apache.kafka.connect.mirror.MirrorSourceConnector";
const ofClass = (connectorClass: string, config: Record<string, string> = {}) => ({
  "connector.class": connectorClass,
  ...config,
});
const url = (server: string) => ofClass(jdbcSink, { "connection.url": server });

test.each([
  ["Debezium's for PostgreSQL", ofClass("io.debezium.connector.postgresql.PostgresConnector")],
  ["one without a class", {}],
])("%s runs by the plugin that every worker has", (_, config) => {
  expect(placeOf(config)).toEqual({ isRun: true, plugins: [] });
});

test.each([
  [
    "kafka-connectors",
    ofClass("org.apache.kafka.connect.file.FileStreamSinkConnector", { file: "orders.txt" }),
  ],
  [
    "kafka-connectors",
    ofClass(mirror, { "source.cluster.bootstrap.servers": "127.0.0.1:1,[::1]:2" }),
  ],
  ["debezium-connector-jdbc", url("jdbc:postgresql://127.0.0.1:5432/defaultdb?sslmode=require")],
  ["debezium-connector-jdbc", url("jdbc:sqlserver://localhost:1433;databaseName=orders")],
  [
    "debezium-connector-mongodb",
    ofClass(mongo, { "mongodb.connection.string": "mongodb://u:p@localhost:1,127.0.0.2:2/?w=1" }),
  ],
  ["debezium-connector-mysql", ofClass(mysql, { "database.hostname": "127.0.0.1" })],
])("%s runs what connects to this machine: %p", (plugin, config) => {
  expect(placeOf(config)).toMatchObject({ isRun: true, plugins: [plugin] });
});

test.each([
  ["db.example.org", url("jdbc:postgresql://127.0.0.1,db.example.org:5432/defaultdb")],
  [
    "held-db.rehearsal.invalid",
    ofClass(mysql, { "database.hostname": "held-db.rehearsal.invalid" }),
  ],
  ["127.0.0.1.example.org", url("jdbc:mysql://127.0.0.1.example.org/orders")],
  [
    "cluster0.example.org",
    ofClass(mongo, { "mongodb.connection.string": "mongodb+srv://u:p@cluster0.example.org/x" }),
  ],
  [
    "kafka.example.org",
    ofClass(mirror, { "target.cluster.bootstrap.servers": "kafka.example.org:1" }),
  ],
])("what connects to %s is in Terraform's state only", (host, config) => {
  expect(placeOf(config)).toEqual({ isRun: false, reason: `${host} is not in this rehearsal` });
});

test.each([
  "io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector",
  "io.aiven.connect.jdbc.JdbcSinkConnector",
])("%s, for which there is no plugin, is in Terraform's state only", (name) => {
  const reason = `the rehearsal has no plugin for ${name}`;
  expect(placeOf(ofClass(name))).toEqual({ isRun: false, reason });
});

test("a mirror may have no task while there is nothing to copy", () => {
  expect(placeOf(ofClass(mirror))).toMatchObject({ isRun: true, mayIdle: true });
});

test("an address that a plan does not know yet may be here", () => {
  expect(plannedPlace({ "connector.class": mysql, "database.hostname": unknown })).toMatchObject({
    isRun: true,
  });
});

const avro = (url: string, role = "value") =>
  ofClass("io.debezium.connector.postgresql.PostgresConnector", {
    [`${role}.converter`]: "io.confluent.connect.avro.AvroConverter",
    [`${role}.converter.schema.registry.url`]: url,
  });

test.each([
  "http://avnadmin:a@b@127.0.0.1:20001",
  "http://localhost:1,http://127.0.0.1:2",
  "${env:r}",
])("Avro with the registry at %s runs by a converter that is loaded for it", (url) => {
  const wanted = { isRun: true, plugins: ["apicurio-converter"] };
  expect(placeOf(avro(url))).toEqual(wanted);
  expect(placeOf(avro(url, "key"))).toEqual(wanted);
});

test("Avro with a registry elsewhere is in Terraform's state only", () => {
  const reason = "registry.example.org is not in this rehearsal";
  expect(placeOf(avro("https://u:p@registry.example.org:443"))).toEqual({ isRun: false, reason });
});

test.each([
  "io.confluent.connect.json.JsonSchemaConverter",
  "io.confluent.connect.protobuf.ProtobufConverter",
])("%s, which nothing can stand in for, is in Terraform's state only", (converter) => {
  const reason = `nothing that Maven Central has writes what ${converter} writes`;
  const config = ofClass("io.debezium.connector.postgresql.PostgresConnector");
  expect(placeOf({ ...config, "key.converter": converter })).toEqual({ isRun: false, reason });
});
