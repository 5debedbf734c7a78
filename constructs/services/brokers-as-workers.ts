import type { Kafka } from "@cdktf/provider-aiven/lib/kafka";
import type { ITerraformDependable } from "cdktf";
import type { IConnectorSource, IKafkaConnect } from "./interfaces";
import { checkAtSynth } from "../internal/checks";
import { severalVersions } from "../internal/several-versions";
import { ConnectorsInOrder } from "../internal/connectors-in-order";

/** Kafka Connect on the nodes of a Kafka, which its connectors name as their service. */
export class BrokersAsWorkers implements IKafkaConnect {
  private readonly inOrder = new ConnectorsInOrder();
  private readonly versions = new Set<string>();

  constructor(private readonly kafka: Kafka) {
    checkAtSynth(kafka, () => severalVersions(this.versions));
  }

  get project(): string {
    return this.kafka.project;
  }

  get serviceName(): string {
    return this.kafka.serviceName;
  }

  addSource(source: IConnectorSource): void {
    if (source.debeziumVersion !== undefined) this.pin(source.debeziumVersion);
    this.inOrder.addConnector(source.bind(this));
  }

  addIntegration(integration: ITerraformDependable): void {
    this.inOrder.addIntegration(integration);
  }

  /** As of a Kafka Connect of its own: Aiven otherwise upgrades the plugin at a maintenance. */
  private pin(version: string): void {
    this.versions.add(version);
    const config = this.kafka.kafkaUserConfigInput;
    this.kafka.putKafkaUserConfig({
      ...config,
      kafkaConnectPluginVersions: [...this.versions].map((each) => ({
        pluginName: "debezium-connector",
        version: each,
      })),
    });
  }
}
