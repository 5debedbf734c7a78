import { connectorKinds } from "./connector-kinds";
import type { Watched } from "./from-stack";
import type { AlertKind, Condition, Labels } from "./kind";
import { selector } from "./rules-file";
import { serviceKinds } from "./service-kinds";

/** A dashboard as Grafana imports it. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly [property: string]: unknown;
}

export interface Panel {
  readonly id: number;
  readonly title: string;
  readonly type: "row" | "timeseries";
  readonly targets?: readonly { readonly expr: string; readonly [property: string]: unknown }[];
  readonly [property: string]: unknown;
}

/** What a panel shows. */
interface Shown {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly conditions: readonly Condition[];
}

/** Grafana's name of what the person chooses as the data source. */
const datasource = { type: "prometheus", uid: "${datasource}" };
const width = 8;
const height = 7;
const columns = 24 / width;

const units = { bytes: "bytes", percent: "percent" } as const;

/**
 * A panel for each alert of a stack, with its limit as a line: what is measured is written once.
 *
 * @param serviceLabel the label that identifies a service in the metrics: `service` in Aiven's
 */
export function dashboardOf(stack: string, watched: Watched, serviceLabel: string): Dashboard {
  const select = selector(serviceLabel);
  const rows = [
    ...watched.connectors.map((connector) => ({
      title: `Connector ${connector.connectorName}`,
      shown: shownOf(connectorKinds, connector, select),
    })),
    ...watched.services.map((service) => ({
      title: `Service ${service.serviceName}`,
      shown: [
        ...(service.type === "kafka" ? [messages(service.serviceName, select)] : []),
        ...shownOf(serviceKinds, service, select),
      ],
    })),
  ].filter(({ shown }) => shown.length > 0);
  return {
    uid: `cdc-${stack}`.slice(0, 40), // Grafana's longest
    title: `Change data capture: ${stack}`,
    tags: ["cdc"],
    timezone: "browser",
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: {
      list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }],
    },
    panels: placed(rows),
  };
}

function shownOf<Subject>(
  kinds: readonly AlertKind<Subject>[],
  subject: Subject,
  select: (labels: Labels) => string,
): Shown[] {
  return kinds
    .filter((kind) => kind.concerns(subject))
    .map((kind) => ({
      title: kind.name.replace(/(?<=[a-z])(?=[A-Z])/g, " "),
      description: `${kind.summary(subject)}: ${kind.severity} after ${kind.minutes(subject)} minutes. ${kind.advice}`,
      unit: kind.unit ? units[kind.unit] : "short",
      conditions: kind.conditions(subject, select),
    }));
}

/** Of which no number is wrong. */
function messages(service: string, select: (labels: Labels) => string): Shown {
  const metric = `kafka_server_BrokerTopicMetrics_MessagesInPerSec_Count${select({ service })}`;
  return {
    title: "Messages in",
    description: "Messages a second that arrive, by topic.",
    unit: "short",
    conditions: [{ measure: `sum by (topic) (rate(${metric}[5m]))` }],
  };
}

function placed(rows: readonly { title: string; shown: readonly Shown[] }[]): Panel[] {
  const panels: Panel[] = [];
  let y = 0;
  for (const { title, shown } of rows) {
    const id = panels.length + 1;
    panels.push({
      ...{ id, title, type: "row", collapsed: false, panels: [] },
      gridPos: { x: 0, y, w: 24, h: 1 },
    });
    y += 1;
    shown.forEach((each, at) => {
      const gridPos = {
        ...{ x: (at % columns) * width, y: y + Math.floor(at / columns) * height },
        ...{ w: width, h: height },
      };
      panels.push({ ...panelOf(each), id: panels.length + 1, gridPos });
    });
    y += Math.ceil(shown.length / columns) * height;
  }
  return panels;
}

function panelOf({
  title,
  description,
  unit,
  conditions,
}: Shown): Pick<Panel, "title" | "type" | "targets"> & Readonly<Record<string, unknown>> {
  return {
    ...{ title, description, type: "timeseries", datasource },
    targets: conditions.map(({ measure }, at) => ({
      ...{ datasource, expr: measure, refId: String.fromCharCode("A".charCodeAt(0) + at) },
      legendFormat: "__auto",
    })),
    fieldConfig: {
      defaults: {
        ...{ unit, min: 0, thresholds: { mode: "absolute", steps: stepsOf(conditions[0]) } },
        custom: { thresholdsStyle: { mode: conditions[0]?.limit ? "line" : "off" } },
      },
      overrides: [],
    },
    options: { legend: { displayMode: "list", placement: "bottom", showLegend: true } },
  };
}

/** Grafana's colours from a value on, the first of them from below every number. */
function stepsOf(condition: Condition | undefined) {
  const { is, value } = condition?.limit ?? { is: undefined, value: 0 };
  const good = { color: "green" };
  const bad = { color: "red" };
  if (is === ">")
    return [
      { ...good, value: null },
      { ...bad, value },
    ];
  if (is === "<")
    return [
      { ...bad, value: null },
      { ...good, value },
    ];
  if (is === "==" && value === 0)
    return [
      { ...bad, value: null },
      { ...good, value: 1 },
    ];
  return [{ ...good, value: null }, ...(is === "==" ? [{ ...bad, value }] : [])];
}
