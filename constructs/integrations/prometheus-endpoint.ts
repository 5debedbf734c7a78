import { ServiceIntegrationEndpoint } from "@cdktf/provider-aiven/lib/service-integration-endpoint";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { checkAtSynth, violation } from "../internal/checks";
import type { IIntegrationEndpoint } from "../internal/integration-ends";

export interface PrometheusEndpointProps {
  /** The Aiven project whose services are scraped; one endpoint serves all of them. */
  readonly project: string;
  /** @default "prometheus" */
  readonly endpointName?: string;
  /** What Prometheus logs in with. */
  readonly basicAuth: {
    readonly username: string;
    /** A reference, such as a sensitive variable's `stringValue`: never the password itself. */
    readonly password: string;
  };
}

/**
 * Opens the metrics of services for Prometheus to scrape (Terraform:
 * `aiven_service_integration_endpoint`). Aiven shows each service's address once it is integrated;
 * in a VPC `public_access.prometheus` opens it to the outside.
 */
export class PrometheusEndpoint extends Construct implements IIntegrationEndpoint<"prometheus"> {
  readonly type = "prometheus";
  readonly id: string;
  readonly resource: ServiceIntegrationEndpoint;

  constructor(scope: Construct, id: string, props: PrometheusEndpointProps) {
    super(scope, id);
    const { username, password } = props.basicAuth;
    this.resource = new ServiceIntegrationEndpoint(this, "Default", {
      project: props.project,
      endpointName: props.endpointName ?? "prometheus",
      endpointType: this.type,
      prometheusUserConfig: { basicAuthUsername: username, basicAuthPassword: password },
    });
    this.id = this.resource.id;
    checkAtSynth(this, () =>
      Token.isUnresolved(password)
        ? []
        : [
            violation(
              "password-literal",
              "basicAuth.password must be a reference, got a literal; use a sensitive variable's stringValue",
            ),
          ],
    );
  }
}
