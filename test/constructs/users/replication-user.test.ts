import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  DebeziumPostgresSource,
  GcpKafkaConnect,
  GcpPostgres,
  ReplicationUser,
  type ReplicationUserProps,
  secretRef,
} from "../../../constructs";
import { synthesizedIn } from "../../synth";

type More = (stack: TerraformStack) => Partial<ReplicationUserProps>;

const resources = (more: More = () => ({}), source = {}) =>
  synthesizedIn((stack) => {
    const service = { project: "demo", serviceName: "pg" };
    const postgres = GcpPostgres.fromExisting(stack, "db", service);
    const user = new ReplicationUser(stack, "user", { postgres, ...more(stack) });
    const connector = new DebeziumPostgresSource(stack, "source", {
      postgres,
      user,
      connectorName: "c",
      topicPrefix: "t",
      tables: ["public.t"],
      ...source,
    });
    GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(connector);
  }).resource;
const configOf = (...args: Parameters<typeof resources>) =>
  resources(...args).aiven_kafka_connector.source.config;

const secret = (stack: TerraformStack) =>
  new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue;

test("a user who may replicate, whom the connector logs in as", () => {
  expect(resources().aiven_pg_user.user).toEqual({
    project: "demo",
    service_name: "pg",
    username: "cdc_replication",
    pg_allow_replication: true,
  });
  expect(configOf()).toMatchObject({
    "database.hostname": "${data.aiven_pg.db.service_host}",
    "database.port": "${data.aiven_pg.db.service_port}",
    "database.user": "${sensitive(aiven_pg_user.user.username)}",
    "database.password": "${sensitive(aiven_pg_user.user.password)}",
    "database.dbname": "defaultdb",
    "publication.autocreate.mode": "disabled",
  });
});

test("who makes the publication can be said all the same", () => {
  const config = configOf(undefined, { publicationAutocreate: "filtered" });
  expect(config["publication.autocreate.mode"]).toBe("filtered");
});

test("a write-only password reaches Aiven by its own argument, and the connector by a reference", () => {
  const more: More = (stack) => ({
    passwordWo: { value: secret(stack), version: 2, reference: secretRef("vault", "pg") },
  });
  expect(resources(more).aiven_pg_user.user).toMatchObject({
    password_wo: "${var.secret}",
    password_wo_version: 2,
  });
  expect(configOf(more)["database.password"]).toBe("$${vault:pg}");
  expect(
    configOf((stack) => ({ passwordWo: { value: secret(stack), version: 1 } }))[
      "database.password"
    ],
  ).toBe("${sensitive(var.secret)}");
});

test.each([
  [
    { username: "avnadmin" },
    'username must not be the administrator, got "avnadmin"; leave the user out, or use "cdc_replication"',
  ],
  [
    { username: "pg_cdc" },
    'username must not begin with "pg_", which PostgreSQL reserves, got "pg_cdc"; rename it',
  ],
  [
    { username: "Cdc-User" },
    'username must match /^[a-z_][a-z0-9_]{0,62}$/, got "Cdc-User"; for instance "cdc_replication"',
  ],
  [
    { username: "x".repeat(64) },
    `username must match /^[a-z_][a-z0-9_]{0,62}$/, got "${"x".repeat(64)}"; for instance "cdc_replication"`,
  ],
  [
    { passwordWo: { value: "do-not-print", version: 1 } },
    "passwordWo.value must be a reference, got a literal; use a sensitive variable's stringValue",
  ],
])("%j is refused", (props, message) => {
  expect(() => resources(() => props)).toThrow(message);
  expect(() => resources(() => props)).not.toThrow(/do-not-print/);
});

test("the last legal name and version, and one past it", () => {
  expect(resources(() => ({ username: "x".repeat(63) })).aiven_pg_user).toBeDefined();
  expect(() =>
    resources((stack) => ({ passwordWo: { value: secret(stack), version: 0 } })),
  ).toThrow("passwordWo.version must be a whole number of at least 1, got 0");
});
