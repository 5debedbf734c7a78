import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { adopt } from "../../src/adopt/adopt";
import { synthesizedApp } from "../apps";
import { adopted, fixtures, folder, resources } from "./adopted";

const written: { readonly out: string; readonly code: string }[] = [];
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const connector = (name: string) =>
  name === "debezium-1.9"
    ? join("examples", "adopting", "legacy-orders.json")
    : join(fixtures, "connectors", `${name}.json`);

test("HCL becomes constructs that synthesize to the same arguments", async () => {
  const app = await adopted(["examples/adopting"]);
  written.push(app);
  expect(resources(app.json)).toEqual(read("test/fixtures/seed.json"));
  expect(app.json.import).toBeUndefined();
  for (const name of ["Postgres", "Kafka", "KafkaConnect", "KafkaConnectIntegration"]) {
    expect(app.code).toContain(`new ${name}(stack, "`);
  }
  expect(app.code).toContain('"database.password": demoPg.connection.password,');
  expect(app.report)
    .toBe(`${app.out} synthesizes to the same arguments: 5 resources, 0 import blocks

Renamed:
  provider.aiven.api_token: comes from the variable api_token (TF_VAR_api_token); it was var.aiven_api_token
  terraform.required_providers.aiven.version: the version is that of the bindings; it was ">= 4.0.0, < 5.0.0"

Not carried over:
  variable.aiven_api_token: nothing refers to it: it is not written

Acknowledged, because it was so before:
  integration-config-topic-set (docs/rules.md)
  kafka-plan-outlived (docs/rules.md)
  kafka-version-creatable (docs/rules.md)
  property-known (docs/rules.md)
`);
});

test("expressions, modules, several of one resource and other providers survive", async () => {
  const app = await adopted([join(fixtures, "platform")], { existing: true });
  written.push(app);
  const found = resources(app.json);
  expect(found["aiven_kafka_topic.events"]).toMatchObject({
    for_each: "${var.topics}",
    topic_name: "${local.prefix}.${each.key}",
    partitions: "${each.value.partitions}",
    config: [{ cleanup_policy: '${each.key == "orders" ? "compact" : "delete"}' }],
  });
  expect(found["aiven_kafka.main"]).toMatchObject({
    kafka_user_config: {
      kafka_version: "3.9",
      kafka: { auto_create_topics_enable: false, log_retention_hours: 72 },
    },
    lifecycle: { ignore_changes: ["plan"] },
  });
  expect(found["aiven_kafka.main"].kafka_user_config).not.toHaveProperty("kafka_rest");
  expect(found["aiven_pg.main"]).toMatchObject({
    service_name: "${local.prefix}-db",
    plan: "${local.default}",
    project_vpc_id: "${module.network.id}",
    additional_disk_space: "20GiB",
    timeouts: { create: "40m" },
    lifecycle: { prevent_destroy: true },
    pg_user_config: {
      admin_password: "${var.admin_password}",
      dynamic: { ip_filter_object: [{ for_each: "${var.allowed}" }] },
    },
  });
  expect(found["aiven_kafka_user.reader"]).toMatchObject({
    count: 2,
    username: "reader-${count.index}",
    password: "${random_password.reader.result}",
  });
  expect(found["random_password.reader"]).toEqual({ length: 24, special: false });
  expect(found["aiven_kafka_connector.shop"].depends_on).toEqual(
    expect.arrayContaining(["aiven_service_integration.connect", "aiven_kafka_topic.events"]),
  );
  expect(app.json.module.network).toMatchObject({ project: "${var.aiven_project}" });
  expect(app.json.terraform.required_providers.random.version).toBe("3.6.3");
  expect(app.json.output.password).toMatchObject({ sensitive: true });
  expect(app.json.variable.admin_password).toEqual({ sensitive: true, type: "string" });
  expect(app.code).not.toContain("Pa55word");
  expect(app.report).not.toContain("Pa55word");
  expect(app.report).toContain('terraform.backend "s3": the app has a state of its own');
  expect(app.report).toContain("moved: blocks of this kind are not carried over");
  expect(app.json.import).toContainEqual({
    to: "aiven_pg.main",
    id: "${var.aiven_project}/shop-${var.cloud}-db",
  });
});

test.each(["default", "production", "observed"])(
  "Terraform's JSON of the example %s becomes an app that makes the same",
  async (name) => {
    const stack = name === "default" ? "cdc" : name;
    const json = synthesizedApp(`examples/${name}.ts`, stack);
    const dir = join(folder, name);
    mkdirSync(dir);
    writeFileSync(join(dir, "main.tf.json"), JSON.stringify({ "//": "made", ...json }));
    const app = await adopted([dir]);
    written.push(app);
    // connectors come one after the other, whoever writes that
    const plain = (all: Record<string, object>) =>
      Object.fromEntries(
        Object.entries(all).map(([address, body]) => [address, { ...body, depends_on: undefined }]),
      );
    expect(plain(resources(app.json))).toEqual(plain(resources(json)));
    expect(Object.keys(app.json.output).sort()).toEqual(Object.keys(json.output).sort());
    expect(app.report).not.toContain("no such argument");
  },
);

/** What each connector's configuration becomes, beside what stays. */
const connectors: Readonly<Record<string, { name: string; lost?: RegExp; becomes?: object }>> = {
  "self-hosted": {
    name: "inventory",
    becomes: { "database.password": "${var.inventory_database_password}" },
  },
  msk: {
    name: "billing-cdc",
    becomes: {
      "database.user": "${var.billing_cdc_database_user}",
      "database.password": "${var.billing_cdc_database_password}",
    },
  },
  confluent: {
    name: "shop-cdc",
    lost: /^kafka\.|^output\.|^auto\.restart|^after\.state|^schema\.context/,
    becomes: {
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "database.password": "${var.shop_cdc_database_password}",
      "key.converter": "org.apache.kafka.connect.json.JsonConverter",
      "key.converter.schemas.enable": false,
      "value.converter": "org.apache.kafka.connect.json.JsonConverter",
      "value.converter.schemas.enable": false,
      "plugin.name": "pgoutput",
      transforms: "unwrap",
      "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState",
      "transforms.unwrap.drop.tombstones": "false",
    },
  },
  "debezium-1.9": {
    name: "legacy-orders",
    lost: /^database\.server\.name$|whitelist$|blacklist$|^toasted/,
    becomes: {
      "database.password": "${var.legacy_orders_database_password}",
      "topic.prefix": "legacy",
      "table.include.list": "public.orders,public.order_lines",
      "column.exclude.list": "public.orders.card_number",
      "unavailable.value.placeholder": "__unchanged",
      "plugin.name": "pgoutput",
      "snapshot.mode": "initial",
    },
  },
  outbox: {
    name: "order-outbox",
    becomes: {
      "database.password": "${var.order_outbox_database_password}",
      "transforms.outbox.route.topic.replacement": "outbox.event.$${routedByValue}",
      "value.converter.basic.auth.user.info":
        "${var.order_outbox_value_converter_basic_auth_user_info}",
    },
  },
};

test.each(Object.entries(connectors))(
  "the connector %s keeps its configuration but for what is renamed",
  async (file, { name, lost = /^$/, becomes }) => {
    const input = read(connector(file));
    const app = await adopted([connector(file)], { connect: "workers" });
    written.push(app);
    const given = Object.entries<unknown>(input.config ?? input.connectorConfiguration);
    expect(resources(app.json)[`aiven_kafka_connector.${name}`]).toMatchObject({
      project: "${var.project_name}",
      service_name: "workers",
      connector_name: name,
      config: {
        ...Object.fromEntries(given.filter(([property]) => !lost.test(property))),
        name,
        ...becomes,
      },
    });
    const { config } = resources(app.json)[`aiven_kafka_connector.${name}`];
    expect(Object.keys(config).filter((property) => lost.test(property))).toEqual([]);
    // whatever went is named
    for (const [property] of given.filter(([each]) => lost.test(each))) {
      expect(app.report).toContain(`${name}: ${property}: `);
    }
    expect(`${app.code}${app.report}`).not.toMatch(/Pa55word|secret-of-theirs|ABCDEFGH/);
  },
);

test("a connector in the words of an older Debezium stays in them when that is asked for", async () => {
  const { json } = await adopted([connector("debezium-1.9")], {
    connect: "workers",
    debezium: "1.9.7",
  });
  const { config } = resources(json)["aiven_kafka_connector.legacy-orders"];
  expect(config).toMatchObject({
    "database.server.name": "legacy",
    "plugin.name": "wal2json",
    "table.whitelist": "public.orders,public.order_lines",
  });
});

test("without --connect, the workers are a variable", async () => {
  const { json } = await adopted([connector("self-hosted")]);
  expect(json.data.aiven_kafka_connect.workers).toMatchObject({
    service_name: "${var.kafka_connect_service_name}",
  });
});

test("a state gives references back, and the ids of what exists", async () => {
  const app = await adopted([join(fixtures, "state.json")]);
  written.push(app);
  const found = resources(app.json);
  expect(found["aiven_kafka_connector.orders"]).toMatchObject({
    service_name: "${aiven_kafka_connect.connect.service_name}",
    config: {
      "database.hostname": "${aiven_pg.db.service_host}",
      "database.port": "${aiven_pg.db.service_port}",
      "database.user": "${aiven_pg.db.service_username}",
      "database.password": "${aiven_pg.db.service_password}",
      "transforms.route.replacement": "$${topic}",
      "signal.kafka.password": "$${vault:secret/data/kafka:password}",
    },
  });
  expect(app.code).toContain("serviceName: kafka.serviceName,");
  expect(found["aiven_kafka_topic.events_orders"]).toMatchObject({ topic_name: "orders" });
  expect(found["aiven_kafka.kafka"]).toEqual({
    project: "demo",
    service_name: "demo-kafka",
    cloud_name: "google-europe-north1",
    plan: "business-4",
    kafka_user_config: { kafka_version: "4.2", kafka_rest: false },
  });
  expect(app.json.import).toContainEqual({
    to: "aiven_service_integration.i1",
    id: "demo/5a1f0c8e-0000-4000-8000-000000000001",
  });
  expect(app.report).toContain(
    'aiven_kafka_topic.events["orders"]: becomes aiven_kafka_topic.events_orders: the app has neither the module nor the key',
  );
  expect(app.report).toContain(
    "aws_instance.other: only resources of the Aiven provider are adopted from a state",
  );
  expect(`${app.code}${app.report}`).not.toContain("state-Pa55word");
});

test("a state beside the HCL only gives ids, also of several of one resource", async () => {
  const state = join(folder, "beside.json");
  const kafka = { project: "demo", service_name: "k", id: "demo/k" };
  const instance = (index_key: string) => ({
    index_key,
    attributes: { project: "demo", service_name: "k", id: `demo/k/${index_key}` },
  });
  writeFileSync(
    state,
    JSON.stringify({
      resources: [
        { mode: "managed", type: "aiven_kafka", name: "main", instances: [{ attributes: kafka }] },
        {
          mode: "managed",
          type: "aiven_kafka_topic",
          name: "events",
          instances: [instance("orders"), instance("payments")],
        },
      ],
    }),
  );
  const { json } = await adopted([join(fixtures, "platform"), state]);
  expect(Object.keys(resources(json)).filter((name) => name.includes("topic"))).toEqual([
    "aiven_kafka_topic.events",
  ]);
  expect(json.import).toEqual([
    { to: "aiven_kafka.main", id: "demo/k" },
    { to: 'aiven_kafka_topic.events["orders"]', id: "demo/k/orders" },
    { to: 'aiven_kafka_topic.events["payments"]', id: "demo/k/payments" },
  ]);
});

test.each([
  [[], "Nothing to adopt; name a folder, a state or a connector, or a --project"],
  [["no/such"], "no/such does not exist"],
  [
    ["docs/adr"],
    "docs/adr holds no file .tf or .tf.json; name the folder of a Terraform configuration",
  ],
  [
    ["README.md"],
    "README.md is no JSON; name a state or a connector, or the folder of a Terraform configuration",
  ],
  [
    ["package.json"],
    "package.json is neither a Terraform state nor a connector; name a state, the output of terraform show -json, or a connector's JSON",
  ],
])("%p is refused", async (inputs, message) => {
  await expect(adopt({ inputs, out: join(folder, "refused.ts") })).rejects.toThrow(message);
});

test("a file that exists is never written over", async () => {
  await expect(adopt({ inputs: [connector("msk")], out: "main.ts" })).rejects.toThrow(
    "main.ts exists; name another file with --out, or remove it",
  );
});

test("HCL that Terraform would refuse is refused with its place", async () => {
  const dir = join(folder, "broken");
  mkdirSync(dir);
  writeFileSync(join(dir, "main.tf"), 'resource "aiven_pg" {\n  plan = \n}\n');
  await expect(adopt({ inputs: [dir] })).rejects.toThrow(/main\.tf cannot be parsed: .*main\.tf:2/);
});

test("every adopted app compiles under strict and is formatted", async () => {
  expect(written).toHaveLength(11);
  const config = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, process.cwd());
  const program = ts.createProgram(
    written.map(({ out }) => out),
    options,
  );
  const problems = written.flatMap(({ out }) => {
    const source = program.getSourceFile(out);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  ).toEqual([]);
  const files = written.map(({ out }) => out);
  const flags = ["--config", ".prettierrc.json", "--ignore-path", "/dev/null", "--list-different"];
  const cli = join("node_modules", "prettier", "bin", "prettier.cjs");
  expect(execFileSync(process.execPath, [cli, ...flags, ...files], { encoding: "utf8" })).toBe("");
});
