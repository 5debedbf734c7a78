import { dashboardOf } from "../../src/alerts/dashboard";
import type { WatchedConnector, WatchedService } from "../../src/alerts/kind";
import { ruleGroup } from "../../src/alerts/rules-file";
import { defaultThresholds } from "../../src/aiven/facts/alert-thresholds";

const thresholds = defaultThresholds;
const connector: WatchedConnector = {
  ...{ connectorName: "orders", slotName: "orders", kafka: "events", thresholds },
  maxSlotWalKeepMb: undefined,
  heartbeat: { topic: "__debezium-heartbeat.shop", intervalMs: 2_000 },
};
const service = (type: WatchedService["type"], serviceName: string): WatchedService => ({
  ...{ type, serviceName, connectors: 1, isAutoscaled: false, thresholds },
});
const watched = {
  connectors: [connector],
  services: [service("pg", "db"), service("kafka", "events"), service("kafka_connect", "capture")],
};

const { panels } = dashboardOf("shop", watched, "service");
const panel = (title: string) => panels.find((each) => each.title === title);
const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

test("each alert's expression is a panel's measure and its limit", () => {
  for (const { expr } of ruleGroup("shop", watched, "service").rules) {
    const parts = expr.split(" or ").map((part) => part.replace(/ (?:[<>]|==) \d+$/, ""));
    // `or vector(0)` belongs to its measure
    const measured = expr.includes("vector(0)") ? [expr.replace(/ (?:<|==) \d+$/, "")] : parts;
    expect(expressions).toEqual(expect.arrayContaining(measured));
  }
});

test.each([
  [
    "Slot Lags",
    "bytes",
    [
      ["green", null],
      ["red", 2_147_483_648],
    ],
  ],
  [
    "Disk Fills Up",
    "percent",
    [
      ["green", null],
      ["red", 80],
    ],
  ],
  [
    "Connector Missing",
    "short",
    [
      ["red", null],
      ["green", 1],
    ],
  ],
  [
    "Slot Inactive",
    "short",
    [
      ["red", null],
      ["green", 1],
    ],
  ],
  [
    "Slot Lost",
    "short",
    [
      ["green", null],
      ["red", 1],
    ],
  ],
])("%s is drawn in %s with the alert's limit", (title, unit, steps) => {
  const { defaults } = panel(title)?.fieldConfig as {
    defaults: { unit: string; thresholds: { steps: { color: string; value: number | null }[] } };
  };
  expect(defaults.unit).toBe(unit);
  expect(defaults.thresholds.steps.map(({ color, value }) => [color, value])).toEqual(steps);
});

test("what has no limit has no line", () => {
  expect(panel("Messages in")?.fieldConfig).toMatchObject({
    defaults: { custom: { thresholdsStyle: { mode: "off" } } },
  });
});

test("panels have ids of their own, and lie beside and beneath each other", () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const places = panels.map(({ gridPos }) => JSON.stringify(gridPos));
  expect(new Set(places).size).toBe(panels.length);
});

test("the label that identifies a service is the one that is asked for", () => {
  const labelled = dashboardOf("shop", watched, "aiven_service").panels;
  const disk = labelled.find(({ title }) => title === "Disk Fills Up");
  expect(disk?.targets?.[0]?.expr).toBe('max(disk_used_percent{aiven_service="db"})');
});
