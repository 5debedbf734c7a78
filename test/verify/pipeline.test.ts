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
  kafka_connect_user_config: [
    { kafka_connect: [{ group_id: "connect", offset_storage_topic: "__offsets" }] },
  ],
});

const only = (...state: StateResource[]) => pipelinesOf(state)[0];

it("a pipeline's ways in are those that the state has", () => {
  expect(only(connector(), pg(), connect, kafka, integration)).toEqual({
    project: "p",
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
      isEncrypted: true,
    },
    kafkaUsers: new Map(),
    storageTopics: ["__offsets"],
    ca: undefined,
    secrets: ["c0nnector", "adm!n", "KEY", "r3st"],
  });
});

it("the stack's users of the same Kafka have their certificates, whose keys stay secret", () => {
  const user = (username: string, more: Values) =>
    resource("aiven_kafka_user", username, { service_name: "events", username, ...more });
  const { kafkaUsers, secrets } =
    only(
      ...[connector(), kafka, integration],
      user("reader", { access_cert: "C1", access_key: "K1" }),
      user("by-password", { access_cert: "", access_key: "" }),
      user("elsewhere", { service_name: "other", access_cert: "C2", access_key: "K2" }),
      user("stranger", { project: "q", access_cert: "C3", access_key: "K3" }),
    ) ?? {};
  expect(kafkaUsers).toEqual(new Map([["reader", { cert: "C1", key: "K1" }]]));
  expect(secrets).toContain("K1");
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
    isEncrypted: false,
  });
});

describe("a Kafka of several brokers", () => {
  const uris = ["127.0.0.1:9092", "127.0.0.1:9093", "127.0.0.1:9094"];
  const component = (port: number, method: string | null, more: Values = {}) => ({
    ...{ component: "kafka", host: "127.0.0.1", port, ssl: false, route: "dynamic" },
    ...{ kafka_authentication_method: method, ...more },
  });
  const cluster = (values: Values) =>
    resource("aiven_kafka", "events", {
      service_host: "127.0.0.1",
      service_port: 9092,
      service_uri: "127.0.0.1:9092",
      service_username: "avnadmin",
      service_password: "s3cret",
      ...values,
    });
  const access = (values: Values) => only(connector(), cluster(values), integration);

  it("is asked at every address, as one broker may be down", () => {
    expect(access({ kafka: [{ uris }] })?.kafka).toEqual({
      bootstrapServers: uris.join(","),
      isEncrypted: false,
    });
    const certified = access({
      kafka: [{ access_cert: "CERT", access_key: "KEY", uris: ["ssl://127.0.0.1:9093"] }],
      components: [component(9095, "certificate"), component(9096, "sasl")],
    });
    expect(certified?.kafka).toMatchObject({
      bootstrapServers: "127.0.0.1:9092,127.0.0.1:9093,127.0.0.1:9095",
      certificate: { cert: "CERT", key: "KEY" },
    });
  });

  it("is logged in to where a listener takes passwords, which stay secret", () => {
    const found = access({ kafka: [{ uris }], components: [component(9092, "sasl")] });
    expect(found?.kafka).toEqual({
      bootstrapServers: uris.join(","),
      sasl: { mechanism: "PLAIN", username: "avnadmin", password: "s3cret" },
      isEncrypted: false,
    });
    expect(found?.secrets).toContain("s3cret");
  });

  it("is logged in to by password where no listener takes the certificate", () => {
    const found = access({
      kafka: [{ access_cert: "CERT", access_key: "KEY", uris }],
      components: [component(9092, "sasl")],
    });
    expect(found?.kafka).toMatchObject({ sasl: { password: "s3cret" }, isEncrypted: false });
    expect(found?.kafka).not.toHaveProperty("certificate");
  });

  it("is logged in to on no other listener than that of passwords", () => {
    const components = [component(9092, null), component(9099, "sasl", { ssl: true })];
    expect(access({ kafka: [{ uris }], components })?.kafka).toMatchObject({
      bootstrapServers: "127.0.0.1:9099",
      isEncrypted: true,
    });
  });

  it("is reached in clear text without a login where no listener takes one", () => {
    const components = [component(9092, null)];
    expect(access({ kafka: [{ uris }], components })?.kafka).not.toHaveProperty("sasl");
  });
});

it("workers take the service's user and password where their address has none", () => {
  const open = resource("aiven_kafka_connect", "connect", { service_uri: "http://127.0.0.1:8083" });
  expect(only(connector(), open)?.connect).toEqual({ url: "http://127.0.0.1:8083" });
  const login = { service_username: "avnadmin", service_password: "r3st" };
  const closed = { ...open, values: { ...open.values, ...login } };
  expect(only(connector(), closed)).toMatchObject({
    connect: { authorization: `Basic ${Buffer.from("avnadmin:r3st").toString("base64")}` },
    secrets: ["c0nnector", "c0nnector", "r3st"],
  });
});

it("what the state does not have stays open, and another project's is not taken", () => {
  const foreign = { ...connect, values: { ...connect.values, project: "other" } };
  expect(only(connector(), foreign)).toMatchObject({ connect: undefined, kafka: undefined });
});

it("other connectors are no pipelines", () => {
  expect(pipelinesOf([connector({ "connector.class": "io.example.Sink" })])).toEqual([]);
});
