import { ServiceIntegration } from "@cdktf/provider-aiven/lib/service-integration";
import { Construct } from "constructs";
import { defaultGroupId, storageTopics } from "../../src/aiven/facts/storage-topics";
import type { IKafka, IKafkaConnect } from "../services/interfaces";
import { integrationRules } from "../../src/aiven/rules/integrations/integration-rules";
import { messageSizeRules } from "../../src/aiven/rules/kafka/message-size-rules";
import { notKnownYet } from "../../src/aiven/rules/rule";
import { checkRules } from "../internal/checks";
import { inStack } from "../internal/stack/stack-checks";

/**
 * The topics in which a Kafka Connect cluster keeps its memory. All four names or none: with some
 * of them left to Aiven, a second Connect on the same Kafka shares the rest by accident.
 */
export interface KafkaConnectStorage {
  /** Names the Connect cluster among those of one Kafka (Kafka Connect: `group.id`). */
  readonly groupId: string;
  /** Holds the connectors' configurations (Kafka Connect: `config.storage.topic`). */
  readonly configTopic?: string;
  /** Holds how far each connector has read (Kafka Connect: `offset.storage.topic`). */
  readonly offsetTopic: string;
  /** Holds the state of connectors and tasks (Kafka Connect: `status.storage.topic`). */
  readonly statusTopic: string;
}

export interface KafkaConnectIntegrationProps {
  readonly kafka: IKafka;
  readonly kafkaConnect: IKafkaConnect;
  /** @default - group `connect`; topics `__connect_configs`, `__connect_offsets`, `__connect_status` */
  readonly storage?: KafkaConnectStorage;
}

const defaultStorage: KafkaConnectStorage = {
  groupId: defaultGroupId,
  configTopic: storageTopics.configTopic.aiven,
  offsetTopic: storageTopics.offsetTopic.aiven,
  statusTopic: storageTopics.statusTopic.aiven,
};

/** Connects Kafka Connect's workers to their Kafka (Terraform: `aiven_service_integration`). */
export class KafkaConnectIntegration extends Construct {
  readonly resource: ServiceIntegration;

  constructor(scope: Construct, id: string, props: KafkaConnectIntegrationProps) {
    super(scope, id);
    const { kafka, kafkaConnect } = props;
    const storage = props.storage ?? defaultStorage;
    this.resource = new ServiceIntegration(this, "Default", {
      project: kafkaConnect.project,
      integrationType: "kafka_connect",
      sourceServiceProject: kafka.project === kafkaConnect.project ? undefined : kafka.project,
      sourceServiceName: kafka.serviceName,
      destinationServiceName: kafkaConnect.serviceName,
      kafkaConnectUserConfig: {
        kafkaConnect: {
          groupId: storage.groupId,
          configStorageTopic: storage.configTopic,
          offsetStorageTopic: storage.offsetTopic,
          statusStorageTopic: storage.statusTopic,
        },
      },
    });
    inStack.integration(this, {
      kafka: `${kafka.project}/${kafka.serviceName}`,
      groupId: storage.groupId,
    });
    checkRules(this, integrationRules, () => storage);
    checkRules(this, messageSizeRules, () => ({
      producerMaxRequestSize: kafkaConnect.producerMaxRequestSize,
      messageMaxBytes: kafka.messageMaxBytes ?? notKnownYet,
    }));
    kafkaConnect.addIntegration(this.resource);
  }
}
