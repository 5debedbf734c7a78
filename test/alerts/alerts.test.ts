import { parse } from "yaml";
import { connectorKinds } from "../../src/alerts/connector-kinds";
import { type Watched, watchedIn } from "../../src/alerts/from-stack";
import type { StackJson } from "../../src/stack/stack-json";
import { type AlertingRule, ruleGroup } from "../../src/alerts/rules-file";
import { serviceKinds } from "../../src/alerts/service-kinds";
import { synthesizedApp } from "../apps";
import { Cdc, defaultApp } from "../rehearsal/support/cdc";

const observed = synthesizedApp("examples/observed.ts", "observed") as StackJson;

const rulesIn = (watched: Watched, label = "service"): readonly AlertingRule[] =>
  ruleGroup("test", watched, label).rules;
const exprOf = (stack: StackJson, alert: string) =>
  rulesIn(watchedIn(stack))
    .filter((rule) => rule.alert === alert)
    .map(({ expr }) => expr);

const connector = (config = {}, server = {}, more = {}) =>
  ({
    resource: {
      aiven_pg: { db: { service_name: "pg", ...server } },
      aiven_kafka_connector: {
        source: {
          connector_name: "orders",
          service_name: "capture",
          config: {
            "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
            "database.hostname": "${aiven_pg.db.service_host}",
            "slot.name": "orders",
            "topic.prefix": "shop",
            "heartbeat.interval.ms": 30_000,
            ...config,
          },
        },
      },
    },
    ...more,
  }) as unknown as StackJson;

test("the rules of the observed example", () => {
  const { name, rules } = ruleGroup("observed", watchedIn(observed), "service");
  const messages = rules.map((rule) => ({
    alert: rule.alert,
    of: rule.labels.connector ?? rule.labels.service,
    expr: rule.expr,
    for: rule.for,
  }));
  expect(name).toBe("cdc-observed");
  expect(messages).toMatchSnapshot();
});

test("what is noted in the stack is what is told of", () => {
  expect(exprOf(connector(), "SlotLags")).toEqual([
    'max(pg_replication_slots_pg_wal_lsn_diff{slot_name="orders"}) > 2147483648',
  ]);
  const locals = { monitoring_alerts_1A: { alerts_for: ["capture"], slotLagMb: 1 } };
  expect(exprOf(connector({}, {}, { locals }), "SlotLags")).toEqual([
    'max(pg_replication_slots_pg_wal_lsn_diff{slot_name="orders"}) > 1048576',
  ]);
  const others = { monitoring_alerts_1A: { alerts_for: ["other"], slotLagMb: 1 } };
  expect(exprOf(connector({}, {}, { locals: others }), "SlotLags")).toEqual([
    'max(pg_replication_slots_pg_wal_lsn_diff{slot_name="orders"}) > 2147483648',
  ]);
});

test("a slot with a limit is told of at half of it", () => {
  const limited = (mb: number) =>
    connector({}, { pg_user_config: { pg: { max_slot_wal_keep_size: mb } } });
  const over = (bytes: number) => [
    `max(pg_replication_slots_pg_wal_lsn_diff{slot_name="orders"}) > ${bytes}`,
  ];
  expect(exprOf(limited(2048), "SlotLags")).toEqual(over(1024 ** 3));
  expect(exprOf(limited(1_000_000), "SlotLags")).toEqual(over(2 * 1024 ** 3));
  expect(exprOf(limited(-1), "SlotLags")).toEqual(over(2 * 1024 ** 3));
});

test("silence is four beats at least, and nothing where there is no heartbeat", () => {
  const silence = (config: object) => exprOf(connector(config), "ConnectorSilent");
  const metric = "kafka_server_BrokerTopicMetrics_MessagesInPerSec_Count";
  const silent = (topic: string, minutes: number) => [
    `(sum(increase(${metric}{topic="${topic}"}[${minutes}m])) or vector(0)) == 0`,
  ];
  expect(silence({})).toEqual(silent("__debezium-heartbeat.shop", 5));
  expect(silence({ "heartbeat.interval.ms": 75_000 })).toEqual(
    silent("__debezium-heartbeat.shop", 5),
  );
  expect(silence({ "heartbeat.interval.ms": 75_001 })).toEqual(
    silent("__debezium-heartbeat.shop", 6),
  );
  expect(silence({ "topic.heartbeat.prefix": "beat" })).toEqual(silent("beat.shop", 5));
  expect(silence({ "heartbeat.interval.ms": 0 })).toEqual([]);
  expect(silence({ "heartbeat.interval.ms": undefined })).toEqual([]);
});

test("a disk that grows by itself is told of when it has not", () => {
  const disk = (more: object) =>
    exprOf(
      { resource: { aiven_pg: { db: { service_name: "pg" } }, ...more } } as StackJson,
      "DiskFillsUp",
    );
  const autoscaler = { integration_type: "autoscaler", source_service_name: "pg" };
  expect(disk({})).toEqual(['max(disk_used_percent{service="pg"}) > 80']);
  expect(disk({ aiven_service_integration: { a: autoscaler } })).toEqual([
    'max(disk_used_percent{service="pg"}) > 90',
  ]);
});

test("services have the name that the metrics give them, found ones too", () => {
  const stack: StackJson = {
    data: { aiven_kafka: { found: { service_name: "${var.name}" } } },
    variable: { name: {} },
  };
  const watched = watchedIn(stack, { TF_VAR_name: 'a"b' });
  expect(rulesIn(watched, "aiven_service").map(({ expr }) => expr)).toContain(
    'max(disk_used_percent{aiven_service="a\\"b"}) > 80',
  );
  expect(() => watchedIn(stack)).toThrow(
    "aiven_kafka.found: service_name is ${var.name}, which is known only after apply; write it as a text in the app",
  );
});

test("a stack without services has no rules", () => {
  expect(rulesIn(watchedIn({}))).toEqual([]);
});

test("every alert has a name of its own and tells where its metrics are documented", () => {
  const kinds = [...serviceKinds, ...connectorKinds];
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
  for (const { name, source, advice } of kinds) {
    expect(name).toMatch(/^([A-Z][a-z]+)+$/);
    expect(source).toMatch(/^https:\/\//);
    expect(advice).toMatch(/\.$/);
  }
});

test("cdc alerts prints them for an app, under the label that is asked for", async () => {
  const cdc = new Cdc();
  const env = { CDKTF_OUTDIR: cdc.folder };
  try {
    const { code, stdout } = await cdc.run(
      ["alerts", ...defaultApp, "--service-label", "name"],
      env,
    );
    const { groups } = parse(stdout) as { groups: { name: string; rules: AlertingRule[] }[] };
    expect(groups.map(({ name }) => name)).toEqual(["cdc-cdc"]);
    expect(groups[0]?.rules.map(({ expr }) => expr)).toContain(
      'max(disk_used_percent{name="demo-postgres"}) > 80',
    );
    expect(code).toBe(0);
  } finally {
    await cdc.close();
  }
});
