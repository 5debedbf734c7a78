import { ServiceIntegration } from "@cdktf/provider-aiven/lib/service-integration";
import { ServiceIntegrationEndpoint } from "@cdktf/provider-aiven/lib/service-integration-endpoint";
import { Construct } from "constructs";
import type { IPostgres, IKafka } from "./interfaces";
import { endpointRules } from "../../src/aiven/rules/integrations/endpoint-rules";
import { checkRules } from "../internal/checks";

export interface DiskAutoscalerProps {
  /** Whose disk it is. Kafka Connect keeps nothing on its own. */
  readonly service: IPostgres | IKafka;
  /**
   * The size that the disk may grow to, the plan's own included, GB (Terraform:
   * `autoscaler_user_config.autoscaling.cap_gb`). The plan's own limit holds as well.
   */
  readonly capGb: number;
}

/**
 * A disk that grows by itself (Terraform: `aiven_service_integration_endpoint` and
 * `aiven_service_integration`): at 85 % full by a tenth or more, up to the cap, and never back.
 * It takes a moment, and happens only while the service runs: a disk that fills faster, or in a
 * maintenance, is read-only until it has grown. What grew is billed.
 *
 * Leave `additional_disk_space` of the service alone, or Terraform and the autoscaler undo each
 * other; taking the autoscaler away sets the disk back to the plan's size
 * (https://aiven.io/docs/platform/howto/disk-autoscaler and the provider's guide).
 */
export class DiskAutoscaler extends Construct {
  readonly endpoint: ServiceIntegrationEndpoint;
  readonly resource: ServiceIntegration;

  constructor(scope: Construct, id: string, props: DiskAutoscalerProps) {
    super(scope, id);
    const { service, capGb } = props;
    const { project, serviceName } = service;
    this.endpoint = new ServiceIntegrationEndpoint(this, "endpoint", {
      project,
      endpointName: `${serviceName}-disk`,
      endpointType: "autoscaler",
      autoscalerUserConfig: { autoscaling: [{ type: "autoscale_disk", capGb }] },
    });
    this.resource = new ServiceIntegration(this, "Default", {
      project,
      integrationType: "autoscaler",
      sourceServiceName: serviceName,
      destinationEndpointId: this.endpoint.id,
    });
    checkRules(this, endpointRules, () => ({ endpointType: "autoscaler", capGb }));
  }
}
