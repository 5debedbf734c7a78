import type { Construct } from "constructs";
import { checkCloudProvider } from "../../internal/cloud-provider";
import type { AzureCloudName } from "../clouds";
import { Kafka, type KafkaProps } from "../kafka";

export interface AzureKafkaProps extends KafkaProps {
  readonly cloudName: AzureCloudName;
}

/** Aiven for Apache Kafka on Azure: a {@link Kafka} that is refused elsewhere. */
export class AzureKafka extends Kafka {
  constructor(scope: Construct, id: string, props: AzureKafkaProps) {
    super(scope, id, props);
    checkCloudProvider(this, props.cloudName, "azure");
  }
}
