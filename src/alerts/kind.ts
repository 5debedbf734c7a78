import type { AlertThresholds } from "../aiven/facts/alert-thresholds";
import type { ServiceType } from "../aiven/facts/service-plans";

/** A service of a stack that is watched. */
export interface WatchedService {
  readonly type: ServiceType;
  readonly serviceName: string;
  /** Of Kafka Connect: how many connectors the stack has on it. */
  readonly connectors: number;
  /** Whether an autoscaler of the stack grows its disk. */
  readonly isAutoscaled: boolean;
  readonly thresholds: AlertThresholds;
}

/** A connector for PostgreSQL of a stack. */
export interface WatchedConnector {
  readonly connectorName: string;
  readonly slotName: string;
  /** WAL that its server keeps for a slot at most, MB; undefined without a limit. */
  readonly maxSlotWalKeepMb: number | undefined;
  /** The service that its events go to, if the stack tells. */
  readonly kafka: string | undefined;
  /** Where its heartbeats go; undefined if it has none. */
  readonly heartbeat: { readonly topic: string; readonly intervalMs: number } | undefined;
  readonly thresholds: AlertThresholds;
}

/** One kind of alert, for every service or connector that it concerns. */
export interface AlertKind<Subject> {
  /** In PascalCase, as Prometheus' own. */
  readonly name: string;
  /** `critical` loses changes, or stops the database, if nobody comes. */
  readonly severity: "critical" | "warning";
  /** Where the metrics are documented. */
  readonly source: string;
  concerns(subject: Subject): boolean;
  /** The alert fires where one of these holds; `select` matches a service's series. */
  conditions(subject: Subject, select: (labels: Labels) => string): readonly Condition[];
  /** Of what is measured, for a person. @default - a count */
  readonly unit?: "bytes" | "percent";
  /** For how long it must hold. */
  minutes(subject: Subject): number;
  summary(subject: Subject): string;
  /** What to look at, or to do. */
  readonly advice: string;
}

/** What is measured, in PromQL, and when that is wrong. */
export interface Condition {
  readonly measure: string;
  /** @default - the measure has a result only where something is wrong */
  readonly limit?: { readonly is: ">" | "<" | "=="; readonly value: number };
}

/** In PromQL: it has a result where one of the conditions holds. */
export function expressionOf(conditions: readonly Condition[]): string {
  return conditions
    .map(({ measure, limit }) => (limit ? `${measure} ${limit.is} ${limit.value}` : measure))
    .join(" or ");
}

export function above(measure: string, value: number): Condition {
  return { measure, limit: { is: ">", value } };
}

export function below(measure: string, value: number): Condition {
  return { measure, limit: { is: "<", value } };
}

export function equal(measure: string, value: number): Condition {
  return { measure, limit: { is: "==", value } };
}

/** Matchers of a series: `service` under the name that the metrics have for it. */
export interface Labels {
  readonly service?: string;
  readonly [label: string]: string | undefined;
}
