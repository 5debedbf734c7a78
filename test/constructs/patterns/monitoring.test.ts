import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  AzureKafka,
  DiskAutoscaler,
  type DiskAutoscalerProps,
  GcpKafkaConnect,
  GcpPostgres,
  PipelineMonitoring,
  type PipelineMonitoringProps,
  PrometheusEndpoint,
} from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

const existing = (serviceName: string, project = "demo") => ({ project, serviceName });

const postgresIn = (stack: TerraformStack) =>
  new GcpPostgres(stack, "db", {
    ...existing("pg"),
    cloudName: "google-europe-north1",
    plan: "startup-4",
  });

const prometheus = { type: "prometheus", id: "demo/5b0d7a32" } as const;

type More = Omit<PipelineMonitoringProps, "postgres">;

const monitored = (more: More, parts: Partial<PipelineMonitoringProps> = {}) =>
  synthesizedIn((stack) => {
    const postgres = "postgres" in parts ? parts.postgres : postgresIn(stack);
    new PipelineMonitoring(stack, "monitoring", { ...more, ...parts, postgres });
  });

/** By the last word of its name. */
const integrations = (json: Json): Json =>
  Object.fromEntries(
    Object.entries<Json>(json.resource.aiven_service_integration).map(([name, body]) => [
      name.replace(/^monitoring_(.*)_[0-9A-F]+$/, "$1"),
      body,
    ]),
  );

test("metrics and logs of every service that is given, to services that are there", () => {
  const json = synthesizedIn((stack) => {
    new PipelineMonitoring(stack, "monitoring", {
      postgres: postgresIn(stack),
      kafka: AzureKafka.fromExisting(stack, "kafka", existing("events")),
      kafkaConnect: GcpKafkaConnect.fromExisting(existing("capture")),
      metrics: existing("thanos", "platform"),
      logs: existing("logs"),
      logIndexes: { keepDays: 14, prefix: "cdc-" },
    });
  });
  const source = (name: string) => ({ project: "demo", source_service_name: name });
  const metrics = (name: string) => ({
    ...source(name),
    integration_type: "metrics",
    destination_service_name: "thanos",
    destination_service_project: "platform",
  });
  const logs = (name: string) => ({
    ...source(name),
    integration_type: "logs",
    destination_service_name: "logs",
    logs_user_config: { elasticsearch_index_days_max: 14, elasticsearch_index_prefix: "cdc-" },
  });
  const [pg, kafka] = ["${aiven_pg.db.service_name}", "events"];
  expect(integrations(json)).toEqual({
    "postgres-metrics": metrics(pg as string),
    "kafka-metrics": metrics(kafka as string),
    "kafka-connect-metrics": metrics("capture"),
    "postgres-logs": logs(pg as string),
    "kafka-logs": logs(kafka as string),
    "kafka-connect-logs": logs("capture"),
  });
});

test("to endpoints, each by an integration of its type, and only what is asked for", () => {
  expect(integrations(monitored({ metrics: prometheus }))).toEqual({
    "postgres-metrics": {
      project: "demo",
      integration_type: "prometheus",
      source_service_name: "${aiven_pg.db.service_name}",
      destination_endpoint_id: "demo/5b0d7a32",
    },
  });
  const logs = { type: "rsyslog", id: "demo/e" } as const;
  expect(integrations(monitored({ logs, logIndexes: { keepDays: 1 } }))).toEqual({
    "postgres-logs": {
      project: "demo",
      integration_type: "rsyslog",
      source_service_name: "${aiven_pg.db.service_name}",
      destination_endpoint_id: "demo/e",
    },
  });
});

test("an endpoint for Prometheus, with a password by reference", () => {
  const json = synthesizedIn((stack) => {
    const password = new TerraformVariable(stack, "password", { type: "string", sensitive: true });
    const endpoint = new PrometheusEndpoint(stack, "prometheus", {
      project: "demo",
      basicAuth: { username: "scraper", password: password.stringValue },
    });
    new PipelineMonitoring(stack, "monitoring", { postgres: postgresIn(stack), metrics: endpoint });
  });
  expect(json.resource.aiven_service_integration_endpoint.prometheus).toEqual({
    project: "demo",
    endpoint_name: "prometheus",
    endpoint_type: "prometheus",
    prometheus_user_config: {
      basic_auth_username: "scraper",
      basic_auth_password: "${var.password}",
    },
  });
  expect(integrations(json)["postgres-metrics"].destination_endpoint_id).toBe(
    "${aiven_service_integration_endpoint.prometheus.id}",
  );
});

test("a password that stands in the app is refused, and not repeated", () => {
  const synth = () =>
    synthesizedIn((stack) => {
      const basicAuth = { username: "scraper", password: "hunter2" };
      new PrometheusEndpoint(stack, "prometheus", { project: "demo", basicAuth });
    });
  expect(synth).toThrow(
    "basicAuth.password must be a reference, got a literal; use a sensitive variable's stringValue",
  );
  expect(synth).not.toThrow(/hunter2/);
});

test("thresholds are noted where `cdc alerts` finds them, and nothing else is", () => {
  const alerts = { slotLagMb: 512, diskUsedPercent: 70 };
  const [note] = Object.values(monitored({ metrics: prometheus, alerts }).locals);
  expect(note).toEqual({ alerts_for: ["${aiven_pg.db.service_name}"], ...alerts });
  expect(monitored({ metrics: prometheus }).locals).toBeUndefined();
});

test.each<[More, Partial<PipelineMonitoringProps>, string]>([
  [{}, {}, "metrics or logs must be set, got neither; set where they go"],
  [
    { metrics: prometheus },
    { postgres: undefined },
    "postgres, kafka or kafkaConnect must be set, got none; set at least one",
  ],
  [
    { metrics: { ...prometheus, id: "5b0d7a32" } },
    {},
    'destinationEndpoint must be project/endpoint_id, got "5b0d7a32"; use the id of its aiven_service_integration_endpoint',
  ],
  [
    { metrics: prometheus, alerts: { diskUsedPercent: 100 } },
    {},
    "diskUsedPercent must be a whole number from 1 to 99, got 100; use 80",
  ],
])("%j with %j is refused", (more, parts, message) => {
  expect(() => monitored(more, parts)).toThrow(message);
});

const autoscaled = (more: Partial<DiskAutoscalerProps> = {}) =>
  synthesizedIn((stack) => {
    const service = postgresIn(stack);
    new DiskAutoscaler(stack, "disk", { service, capGb: 200, ...more });
  }).resource;

test("a disk grows up to its cap, by an endpoint of its own", () => {
  const { aiven_service_integration_endpoint: endpoints, aiven_service_integration: all } =
    autoscaled();
  const [[name, endpoint]] = Object.entries(endpoints) as [[string, Json]];
  expect(endpoint).toEqual({
    project: "demo",
    endpoint_name: "${aiven_pg.db.service_name}-disk",
    endpoint_type: "autoscaler",
    autoscaler_user_config: { autoscaling: [{ type: "autoscale_disk", cap_gb: 200 }] },
  });
  expect(all.disk).toEqual({
    project: "demo",
    integration_type: "autoscaler",
    source_service_name: "${aiven_pg.db.service_name}",
    destination_endpoint_id: `\${aiven_service_integration_endpoint.${name}.id}`,
  });
});

test("a cap of at least 1 GB", () => {
  expect(autoscaled({ capGb: 1 }).aiven_service_integration.disk).toBeDefined();
  expect(() => autoscaled({ capGb: 0 })).toThrow(
    "capGb must be a whole number of GB of at least 1, got 0; set the size that the disk may grow to, including the plan's own disk",
  );
});
