import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import type { IAivenService, IPostgres, IKafka } from "../services/interfaces";
import { type AlertThresholds, alertRules } from "../../src/aiven/facts/alert-thresholds";
import { checkAtSynth, checkRules, type ConstructViolation, violation } from "../internal/checks";
import {
  type LogIndexes,
  type LogsDestination,
  LogsIntegration,
} from "../integrations/logs-integration";
import { type MetricsDestination, MetricsIntegration } from "../integrations/metrics-integration";

export interface PipelineMonitoringProps {
  /** @default - not watched */
  readonly postgres?: IPostgres;
  /** @default - not watched */
  readonly kafka?: IKafka;
  /** @default - not watched */
  readonly kafkaConnect?: IAivenService;
  /** Where the metrics go. @default - nowhere */
  readonly metrics?: MetricsDestination;
  /** Where the logs go. @default - nowhere */
  readonly logs?: LogsDestination;
  /** How an OpenSearch of Aiven's keeps the logs. @default - Aiven's own */
  readonly logIndexes?: LogIndexes;
  /**
   * When the alerts of `cdc alerts` fire for these services. Terraform knows no alerts of
   * Aiven's: they are rules for a Prometheus.
   *
   * @default - the reasons are in {@link AlertThresholds}' defaults
   */
  readonly alerts?: Partial<AlertThresholds>;
}

/** Metrics and logs of a pipeline's services, as many of them as are given, to where they are kept. */
export class PipelineMonitoring extends Construct {
  readonly metrics: readonly MetricsIntegration[];
  readonly logs: readonly LogsIntegration[];

  constructor(scope: Construct, id: string, props: PipelineMonitoringProps) {
    super(scope, id);
    const { metrics, logs, logIndexes: indexes, alerts } = props;
    const watched = watchedBy(props);
    this.metrics = metrics
      ? watched.map(
          ([name, service]) =>
            new MetricsIntegration(this, `${name}-metrics`, { service, destination: metrics }),
        )
      : [];
    this.logs = logs
      ? watched.map(
          ([name, service]) =>
            new LogsIntegration(this, `${name}-logs`, { service, destination: logs, indexes }),
        )
      : [];
    if (alerts) {
      // The one part of Terraform's JSON that can hold notes and does nothing.
      new TerraformLocal(this, "alerts", {
        alerts_for: watched.map(([, { serviceName }]) => serviceName),
        ...alerts,
      });
      checkRules(this, alertRules, () => alerts);
    }
    checkAtSynth(this, () => emptiness(props));
  }
}

function watchedBy({ postgres, kafka, kafkaConnect }: PipelineMonitoringProps) {
  const services: [name: string, service: IAivenService | undefined][] = [
    ["postgres", postgres],
    ["kafka", kafka],
    ["kafka-connect", kafkaConnect],
  ];
  return services.filter((each): each is [string, IAivenService] => each[1] !== undefined);
}

function emptiness(props: PipelineMonitoringProps): ConstructViolation[] {
  const found: ConstructViolation[] = [];
  if (watchedBy(props).length === 0) {
    const message = "postgres, kafka or kafkaConnect must be set, got none; set at least one";
    found.push(violation("monitoring-services", message));
  }
  if (!props.metrics && !props.logs) {
    const message = "metrics or logs must be set, got neither; set where they go";
    found.push(violation("monitoring-destination", message));
  }
  return found;
}
