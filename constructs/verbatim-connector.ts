import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import { Annotations, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IAivenService } from "./aiven-service";
import { type ConnectorConfig, connectorConfig } from "./connector-config";
import type { IConnectorSource } from "./gcp-kafka-connect";

export interface VerbatimConnectorProps {
  readonly connectorName: string;
  /** Every property, as it stands elsewhere. Nothing is added, left out or wrapped. */
  readonly config: ConnectorConfig;
  /** Why its properties are not typed: shown with the stack's other notes. */
  readonly reason: string;
}

/**
 * A connector whose configuration is taken over key by key, for bringing an existing pipeline
 * into a stack before changing it. For a new one, use a typed source.
 */
export class VerbatimConnector extends Construct implements IConnectorSource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VerbatimConnectorProps,
  ) {
    super(scope, id);
    Annotations.of(this).addInfo(`its configuration is taken as it is: ${props.reason}`);
  }

  bind(workers: IAivenService): TerraformResource {
    return new KafkaConnector(this, "Default", {
      project: workers.project,
      serviceName: workers.serviceName,
      connectorName: this.props.connectorName,
      config: connectorConfig(this.props.config),
    });
  }
}
