import { plannedUpgrades, upgradeLines } from "../../../src/rehearsal/upgrade/planned-upgrade";
import { upgradedStack } from "../../../src/rehearsal/upgrade/upgraded-stack";
import { resourcesOf } from "../../../src/stack/resources";
import type { JsonBody } from "../../../src/base/json";
import type { StackJson } from "../../../src/stack/stack-json";
import type { Stack } from "../../../src/stack/synthesize";

const today = new Date("2026-11-26");

const config = {
  name: "orders",
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "topic.prefix": "shop",
  "table.include.list": "public.orders",
};

const place = { project: "p", service_name: "workers" };

function pin(version: string) {
  return { plugin_name: "debezium-connector", version };
}

function stackOf(name: string, resource: StackJson["resource"]): Stack {
  const json = { resource };
  return { name, dir: "/none", json, resources: resourcesOf(json), annotations: [] };
}

/** A connector, with that configuration too, on workers with that user configuration. */
function app(userConfig: JsonBody | JsonBody[], more: JsonBody = {}): Stack {
  return stackOf("shop", {
    aiven_kafka_connect: {
      workers: { ...place, plan: "startup-4", kafka_connect_user_config: userConfig },
    },
    aiven_kafka_connector: {
      orders: {
        ...place,
        service_name: "${aiven_kafka_connect.workers.service_name}",
        connector_name: "orders",
        config: { ...config, ...more },
      },
    },
  });
}

const pinned = app({ plugin_versions: [pin("3.1.0")] });

function lines(stacks: readonly Stack[], target: "2.7.4" | "3.1.0" | "3.5.2" = "3.5.2"): string[] {
  return upgradeLines(plannedUpgrades(stacks, target, today), target);
}

const announced =
  "Aiven has announced Debezium 3.5.2 without a day, and may not offer it yet: this rehearses what its day will bring";

describe("what is named before anything starts", () => {
  test("both versions, and that nothing of the configuration changes", () => {
    expect(lines([pinned])).toEqual([
      "connector orders: Debezium 3.1.0 to 3.5.2, no property of it dropped or renamed, no default changed",
      announced,
    ]);
  });

  test("an unpinned Debezium is that of the day, and what Aiven offers needs no further line", () => {
    expect(lines([app({})], "2.7.4")).toEqual([
      "connector orders: Debezium 3.1.0 to 2.7.4, no property of it dropped or renamed, no default changed",
    ]);
  });

  test("each property that changes, by its kind", () => {
    const stack = app(
      { plugin_versions: [pin("1.9.7")] },
      { "database.server.name": "shop", "snapshot.mode": "exported" },
    );
    expect(lines([stack], "2.7.4")).toEqual([
      "connector orders: Debezium 1.9.7 to 2.7.4, 1 dropped, 1 value no longer allowed, 2 default changed",
      `  dropped: "database.server.name" is not a property of Debezium 2.7.4's PostgreSQL connector; leave it out, "topic.prefix" is set`,
      '  value no longer allowed: "snapshot.mode" must be one of always, configuration_based, custom, initial, initial_only, never, no_data, when_needed, got "exported"; write "initial"',
      '  default changed: the default of "database.sslmode" becomes "prefer", and was "disable"; write "disable" to keep what it does',
      '  default changed: the default of "schema.name.adjustment.mode" becomes "none", and was "avro"; write "avro" to keep what it does',
    ]);
  });
});

describe("there is nothing to upgrade", () => {
  const refusal = (stacks: readonly Stack[], target: "3.1.0" | "3.5.2" = "3.5.2") => {
    try {
      plannedUpgrades(stacks, target, today);
    } catch (error) {
      return (error as Error).message;
    }
    return undefined;
  };

  test("in an app without a connector for PostgreSQL", () => {
    expect(refusal([app({}, { "connector.class": "other" })])).toBe(
      "Nothing to upgrade: the app has no connector of Debezium's for PostgreSQL; name another app with --app FILE",
    );
  });

  test("where that version runs", () => {
    expect(refusal([pinned], "3.1.0")).toBe(
      "Nothing to upgrade: every connector of the app runs Debezium 3.1.0 already; name another version with --debezium",
    );
  });

  test("on workers of another app", () => {
    const { aiven_kafka_connector } = pinned.json.resource ?? {};
    const body = { ...aiven_kafka_connector?.orders, service_name: "elsewhere" };
    const stack = stackOf("shop", { aiven_kafka_connector: { orders: body } });
    expect(refusal([stack])).toBe(
      "Connector orders runs on workers that this app does not make: their Debezium is pinned where they are made; upgrade the app that makes them",
    );
  });

  test("from a version that cannot be rehearsed", () => {
    expect(refusal([app({ plugin_versions: [pin("3.0.0")] })])).toBe(
      "aiven_kafka_connect.workers is pinned to Debezium 3.0.0, which this project cannot rehearse; pin one of 1.9.7, 2.5.0, 2.7.4, 3.1.0, 3.5.2",
    );
  });
});

describe("the changed JSON", () => {
  const changed = (stacks: readonly Stack[], target: "2.7.4" | "3.5.2" = "3.5.2") => {
    const upgrades = plannedUpgrades(stacks, target, today);
    return stacks.map(({ json, name }) => upgradedStack(json, name, upgrades, target).resource);
  };

  test("pins the workers, and leaves their other plugins and everything else as it is", () => {
    const other = { plugin_name: "jdbc", version: "6.10.0" };
    const [resource] = changed([
      app({ plugin_versions: [other, pin("3.1.0")], kafka_connect: { x: 1 } }),
    ]);
    expect(resource?.aiven_kafka_connect?.workers?.kafka_connect_user_config).toEqual({
      plugin_versions: [other, pin("3.5.2")],
      kafka_connect: { x: 1 },
    });
    expect(resource?.aiven_kafka_connector).toEqual(pinned.json.resource?.aiven_kafka_connector);
  });

  test.each([
    [
      "a list of blocks",
      [{ plugin_versions: pin("3.1.0") }],
      [{ plugin_versions: [pin("3.5.2")] }],
    ],
    ["no pin yet", {}, { plugin_versions: [pin("3.5.2")] }],
  ])("pins where the configuration is %s", (_, userConfig, expected) => {
    const [resource] = changed([app(userConfig)]);
    expect(resource?.aiven_kafka_connect?.workers?.kafka_connect_user_config).toEqual(expected);
  });

  test("calls a connector's properties as the version does, in the stack of the connector", () => {
    const { aiven_kafka_connect, aiven_kafka_connector } =
      app({ plugin_versions: [pin("1.9.7")] }).json.resource ?? {};
    const { "topic.prefix": prefix, ...others } = config;
    const old = { ...others, "database.server.name": prefix, "database.password": "${x.y.z}" };
    const orders = { ...aiven_kafka_connector?.orders, service_name: "workers", config: old };
    const [platform, team] = changed(
      [
        stackOf("platform", { aiven_kafka_connect: aiven_kafka_connect ?? {} }),
        stackOf("team", { aiven_kafka_connector: { orders } }),
      ],
      "2.7.4",
    );
    expect(platform?.aiven_kafka_connect?.workers?.kafka_connect_user_config).toEqual({
      plugin_versions: [pin("2.7.4")],
    });
    expect(team?.aiven_kafka_connect).toBeUndefined();
    expect(team?.aiven_kafka_connector?.orders?.config).toEqual({
      ...config,
      "database.password": "${x.y.z}",
    });
  });

  test("pins the workers of a Kafka that has its own", () => {
    const kafka = { ...place, kafka_user_config: { kafka_connect: true } };
    const orders = { ...place, connector_name: "orders", config };
    const [resource] = changed([
      stackOf("shop", { aiven_kafka: { kafka }, aiven_kafka_connector: { orders } }),
    ]);
    expect(resource?.aiven_kafka?.kafka?.kafka_user_config).toEqual({
      kafka_connect: true,
      kafka_connect_plugin_versions: [pin("3.5.2")],
    });
  });
});
