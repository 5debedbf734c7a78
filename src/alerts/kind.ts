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
  /** PromQL that has a result when the alert fires; `select` matches a service's series. */
  expr(subject: Subject, select: (labels: Labels) => string): string;
  /** For how long it must hold. */
  minutes(subject: Subject): number;
  summary(subject: Subject): string;
  /** What to look at, or to do. */
  readonly advice: string;
}

/** Matchers of a series: `service` under the name that the metrics have for it. */
export interface Labels {
  readonly service?: string;
  readonly [label: string]: string | undefined;
}
