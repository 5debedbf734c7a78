import type { Construct } from "constructs";
import { checkCloudProvider } from "../../internal/cloud-provider";
import type { GoogleCloudName } from "../clouds";
import { KafkaConnect, type KafkaConnectProps } from "../kafka-connect";

export interface GcpKafkaConnectProps extends KafkaConnectProps {
  readonly cloudName: GoogleCloudName;
}

/** Aiven for Apache Kafka Connect on Google Cloud: a {@link KafkaConnect} that is refused elsewhere. */
export class GcpKafkaConnect extends KafkaConnect {
  constructor(scope: Construct, id: string, props: GcpKafkaConnectProps) {
    super(scope, id, props);
    checkCloudProvider(this, props.cloudName, "google");
  }
}
