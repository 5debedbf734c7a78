import type { StateResource } from "../../src/stack/state";
import { pipelinesOf } from "../../src/verify/pipeline";

const config = {
  name: "shop",
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "database.hostname": "pg.example",
  "database.port": "12691",
  "database.user": "cdc",
  "database.password": "c0nnector",
  "database.dbname": "shop",
};

type Values = Record<string, unknown>;

function resource(
  type: string,
  name: string,
  values: Values,
  mode: "managed" | "data" = "managed",
) {
  const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
  return { address, mode, type, values: { project: "p", service_name: name, ...values } };
}

const connector = (change: Values = {}) =>
  resource("aiven_kafka_connector", "source", {
    service_name: "connect",
    connector_name: "shop",
    config: { ...config, ...change },
  });
const pg = (mode?: "data") =>
  resource(
    "aiven_pg",
    "db",
    {
      service_host: "pg.example",
      service_port: 12691,
      service_uri: "postgres://avnadmin:adm%21n@pg.example:12691/defaultdb?sslmode=require",
    },
    mode,
  );
const connect = resource("aiven_kafka_connect", "connect", {
  service_uri: "https://avnadmin:r3st@connect.example:443",
});
const kafka = resource("aiven_kafka", "events", {
  service_host: "kafka.example",
  service_port: 12693,
  kafka: [{ access_cert: "CERT", access_key: "KEY", connect_uri: "https://u:own@kafka.example:1" }],
});
const integration = resource("aiven_service_integration", "i", {
  integration_type: "kafka_connect",
  source_service_name: "events",
  destination_service_name: "connect",
});

const only = (...state: StateResource[]) => pipelinesOf(state)[0];

it("a pipeline's ways in are those that the state has", () => {
  expect(only(connector(), pg(), connect, kafka, integration)).toEqual({
    connectorName: "shop",
    config,
    postgres: {
      host: "pg.example",
      port: 12691,
      user: "avnadmin",
      password: "adm!n",
      database: "shop",
    },
    connect: {
      url: "https://connect.example",
      authorization: `Basic ${Buffer.from("avnadmin:r3st").toString("base64")}`,
    },
    kafka: {
      bootstrapServers: "kafka.example:12693",
      certificate: { cert: "CERT", key: "KEY" },
    },
    ca: undefined,
    secrets: ["c0nnector", "adm!n", "KEY", "r3st"],
  });
});

it("a service that is only looked up serves as well", () => {
  expect(only(connector(), pg("data"))?.postgres?.user).toBe("avnadmin");
});

it("without the service the connector's own user is taken, unless its password is a reference", () => {
  expect(only(connector())?.postgres).toMatchObject({ user: "cdc", password: "c0nnector" });
  expect(
    only(connector({ "database.password": "${vault:pg:password}" }))?.postgres,
  ).toBeUndefined();
});

it("workers may be Kafka's own, and brokers may speak in clear text", () => {
  const own = { ...connector(), values: { ...connector().values, service_name: "events" } };
  expect(only(own, kafka)?.connect?.url).toBe("https://kafka.example:1");
  const plain = resource("aiven_kafka", "events", {
    service_host: "127.0.0.1",
    service_port: 9092,
    kafka: [{ access_cert: null, access_key: null }],
  });
  expect(only(connector(), plain, integration)?.kafka).toEqual({
    bootstrapServers: "127.0.0.1:9092",
  });
});

it("what the state does not have stays open, and another project's is not taken", () => {
  const foreign = { ...connect, values: { ...connect.values, project: "other" } };
  expect(only(connector(), foreign)).toMatchObject({ connect: undefined, kafka: undefined });
});

it("other connectors are no pipelines", () => {
  expect(pipelinesOf([connector({ "connector.class": "io.example.Sink" })])).toEqual([]);
});
