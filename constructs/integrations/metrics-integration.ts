import { ServiceIntegration } from "@cdktf/provider-aiven/lib/service-integration";
import { Construct } from "constructs";
import type { IAivenService } from "../services/interfaces";
import { endsOf, checkEndsRules, type IIntegrationEndpoint } from "../internal/integration-ends";

/**
 * Where metrics go: a service of Aiven's that keeps them (Aiven for Metrics, which is Thanos, or a
 * PostgreSQL), or an endpoint, such as a {@link PrometheusEndpoint}.
 */
export type MetricsDestination =
  | IAivenService
  | IIntegrationEndpoint<"prometheus" | "datadog" | "external_aws_cloudwatch_metrics">;

export interface MetricsIntegrationProps {
  /** Whose metrics they are. */
  readonly service: IAivenService;
  readonly destination: MetricsDestination;
}

/** A service's metrics, sent on or opened for scraping (Terraform: `aiven_service_integration`). */
export class MetricsIntegration extends Construct {
  readonly resource: ServiceIntegration;

  constructor(scope: Construct, id: string, props: MetricsIntegrationProps) {
    super(scope, id);
    const ends = endsOf(props.service, props.destination, "metrics");
    this.resource = new ServiceIntegration(this, "Default", ends);
    checkEndsRules(this, ends);
  }
}
