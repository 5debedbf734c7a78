import { TerraformVariable } from "cdktf";
import {
  DebeziumPostgresSource,
  ExternalPostgres,
  type ExternalPostgresProps,
  KafkaConnect,
} from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

const connectorOn = (more: Partial<ExternalPostgresProps> = {}): Json =>
  synthesizedIn((stack) => {
    const password = new TerraformVariable(stack, "password", { sensitive: true });
    const postgres = new ExternalPostgres(stack, "db", {
      host: "orders.abc123.eu-west-1.rds.amazonaws.com",
      database: "shop",
      username: "capture",
      password: password.stringValue,
      ...more,
    });
    const source = new DebeziumPostgresSource(stack, "source", {
      postgres,
      connectorName: "orders",
      topicPrefix: "shop",
      tables: ["public.orders"],
    });
    KafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
  });

test("the connector logs in there over TLS, and finds its publication made", () => {
  const json = connectorOn();
  expect(Object.keys(json.resource)).toEqual(["aiven_kafka_connector"]);
  expect(json.resource.aiven_kafka_connector.source.config).toMatchObject({
    "database.hostname": "orders.abc123.eu-west-1.rds.amazonaws.com",
    "database.port": 5432,
    "database.user": "capture",
    "database.password": "${sensitive(var.password)}",
    "database.dbname": "shop",
    "database.sslmode": "require",
    "publication.autocreate.mode": "disabled",
  });
});

test("a host has no scheme and no port, and a port is a port", () => {
  expect(() => connectorOn({ host: "postgres://db:5432", port: 0 })).toThrow(
    /host must be a host name or an address, without scheme and port, got "postgres:\/\/db:5432"; for instance "orders\.abc123\.eu-west-1\.rds\.amazonaws\.com" \[external-postgres-address\][^]*port must be a whole number from 1 to 65535, got 0; leave it out for 5432 \[external-postgres-address\]/,
  );
  expect(() => connectorOn({ port: 65_536 })).toThrow(/got 65536/);
  expect(() => connectorOn({ host: "2001:db8::1", port: 65_535 })).not.toThrow();
  expect(() => connectorOn({ host: "10.0.0.7", port: 1 })).not.toThrow();
});

test("a password that stands in the JSON is refused, and not shown", () => {
  expect(() => connectorOn({ password: "hunter2" })).toThrow(/database\.password/);
  expect(() => connectorOn({ password: "hunter2" })).not.toThrow(/hunter2/);
});

const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;

test("an authority's certificate is given to the driver, which verifies the server by it", () => {
  const { config } = connectorOn({ caCertificate: `\n${pem("MIIB")}` }).resource
    .aiven_kafka_connector.source;
  expect(config).toMatchObject({
    "database.sslmode": "verify-full",
    "database.sslfactory": "org.postgresql.ssl.SingleCertValidatingFactory",
    "database.sslfactoryarg": pem("MIIB").trim(),
  });
  expect(
    connectorOn({ caCertificate: '${file("ca.pem")}' }).resource.aiven_kafka_connector.source
      .config["database.sslfactoryarg"],
  ).toBe('${file("ca.pem")}');
});

test.each([
  ["2 of them", pem("MIIB") + pem("MIIC")],
  ["something else", "/etc/ssl/ca.pem"],
  ["something else", `# RDS\n${pem("MIIB")}`],
])("a certificate that the driver would not take is refused: %s", (got, caCertificate) => {
  expect(() => connectorOn({ caCertificate })).toThrow(
    `caCertificate must be one certificate in PEM and nothing else, because the driver trusts the first alone, got ${got}; take the one of the server's authority out of the bundle [external-postgres-ca]`,
  );
});
