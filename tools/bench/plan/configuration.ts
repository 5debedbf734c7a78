import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readFacts } from "../../../src/rehearsal/provider/facts";
import { home } from "../../../src/base/project";

type Resources = Record<string, Record<string, object>>;

/** A resource of the stack in main.ts, `n` telling its pipeline from others. */
type Make = (n: number) => Readonly<Record<string, unknown>>;

const project = "${var.project}";
const nameOf = (type: string, n: number) => `\${${type}.r${n}.service_name}`;

/** The five resources of a pipeline, with references as cdktf writes them. */
const pipeline: Readonly<Record<string, Make>> = {
  aiven_pg: (n) => ({
    ...{ project, service_name: `pg-${n}`, cloud_name: "google-europe-north1" },
    plan: "business-4",
  }),
  aiven_kafka: (n) => ({
    ...{ project, service_name: `kafka-${n}`, cloud_name: "azure-norway-west", plan: "startup-4" },
    ...{ maintenance_window_dow: "saturday", maintenance_window_time: "10:00:00" },
    kafka_user_config: {
      ...{ kafka_version: "4.2", kafka_rest: true, schema_registry: true },
      kafka_authentication_methods: { certificate: true },
      kafka: { auto_create_topics_enable: true, default_replication_factor: 3 },
    },
  }),
  aiven_kafka_connect: (n) => ({
    ...{ project, service_name: `connect-${n}`, cloud_name: "google-europe-north1" },
    plan: "startup-4",
    kafka_connect_user_config: {
      kafka_connect: { consumer_isolation_level: "read_committed", producer_linger_ms: 5 },
    },
  }),
  aiven_service_integration: (n) => ({
    ...{ project, integration_type: "kafka_connect" },
    source_service_name: nameOf("aiven_kafka", n),
    destination_service_name: nameOf("aiven_kafka_connect", n),
  }),
  aiven_kafka_connector: (n) => ({
    ...{ project, service_name: nameOf("aiven_kafka_connect", n), connector_name: `source-${n}` },
    config: {
      name: `source-${n}`,
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "database.hostname": `\${aiven_pg.r${n}.service_host}`,
      "database.port": `\${aiven_pg.r${n}.service_port}`,
      "database.user": `\${aiven_pg.r${n}.service_username}`,
      "database.password": `\${sensitive(aiven_pg.r${n}.service_password)}`,
      ...{ "database.dbname": "defaultdb", "topic.prefix": `p${n}`, "plugin.name": "pgoutput" },
      ...{ "table.include.list": "public.tab1", "slot.name": `s${n}` },
    },
    depends_on: [`aiven_service_integration.r${n}`],
  }),
};

/** Writes so many resources of Aiven's, as many of each type of a pipeline. */
export function writePipelines(dir: string, count: number): void {
  const types = Object.entries(pipeline);
  const resource: Resources = {};
  for (const [type, make] of types) {
    const each = Array.from({ length: count / types.length }, (_, n) => [`r${n}`, make(n)]);
    resource[type] = Object.fromEntries(each);
  }
  write(dir, {
    terraform: { required_providers: { aiven: { source: "aiven/aiven" } } },
    variable: { project: { default: "demo" } },
    provider: { aiven: { api_token: "none" } },
    resource,
  });
}

/** As many of Terraform's own, which no provider's process plans, of as many values each. */
export function writeData(dir: string, count: number): void {
  const { resources } = readFacts(join(home, ".gen", "provider-aiven", "facts"));
  const sizes = Object.keys(pipeline).map((type) => {
    const { attributes = {}, block_types: blocks = {} } = resources[type]?.block ?? {};
    return Object.keys(attributes).length + Object.keys(blocks).length;
  });
  const all = Array.from({ length: count }, (_, n) => {
    const names = Array.from({ length: sizes[n % sizes.length] ?? 0 }, (_value, at) => `a${at}`);
    return [`r${n}`, { input: Object.fromEntries(names.map((name) => [name, `${name} of ${n}`])) }];
  });
  write(dir, { resource: { terraform_data: Object.fromEntries(all) } });
}

function write(dir: string, configuration: object): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "main.tf.json"), JSON.stringify(configuration));
}
