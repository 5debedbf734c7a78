import { DataAivenKafka } from "@cdktf/provider-aiven/lib/data-aiven-kafka";
import {
  Kafka,
  type KafkaKafkaUserConfig,
  type KafkaKafkaUserConfigKafka,
} from "@cdktf/provider-aiven/lib/kafka";
import { Construct } from "constructs";
import type { IAivenService, IKafka } from "./interfaces";
import { kafkaRules } from "../../src/aiven/rules/kafka/kafka-rules";
import { defaultMessageSizes } from "../../src/aiven/facts/message-size";
import {
  type AivenServiceProps,
  type AzureCloudName,
  serviceArguments,
  serviceFacts,
} from "./aiven-service";
import { checkRules } from "../internal/checks";
import { inStack } from "../internal/stack-checks";
import { withDefaults } from "../internal/with-defaults";

export interface AzureKafkaProps extends AivenServiceProps<AzureCloudName> {
  /** For instance `"4.2"` (Terraform: `kafka_user_config.kafka_version`). */
  readonly kafkaVersion: string;
  /**
   * Copies of each partition, of topics made without a replication of their own. At most the
   * number of nodes.
   *
   * @default 3 - with `minInsyncReplicas` 2 one broker may be away without a producer waiting
   */
  readonly replicationFactor?: number;
  /**
   * Copies that must have a record before a producer with `acks=all` goes on. Equal to
   * `replicationFactor`, the first broker in maintenance stops every such producer.
   *
   * @default 2
   */
  readonly minInsyncReplicas?: number;
  /** Partitions of topics that are made by themselves. @default 3 */
  readonly partitions?: number;
  /**
   * Whether a topic comes into being when something is first sent to it.
   *
   * @default true - so that a table added to a connector needs no topic made beforehand
   */
  readonly autoCreateTopics?: boolean;
  /**
   * Whether Aiven makes the ACL `default` with the service: every user may do everything, and no
   * other ACL takes anything away (Terraform: `default_acl`). It counts only as the service is
   * made: on one that exists, a change shows no difference and takes nothing away; there,
   * `avn service acl-delete SERVICE default` does.
   *
   * False leaves the ACLs of Karapace's registry to you, too. Kafka Connect needs none for its
   * integration: Aiven documents neither its user nor its rights, but published configurations have
   * `default_acl = false` and no ACL for Connect.
   *
   * @default true - the provider's own: a Kafka without it lets nobody in who has no ACL
   */
  readonly defaultAcl?: boolean;
  /**
   * Bytes of the largest batch of records, as it was sent, that the brokers take on a topic without
   * a limit of its own (Terraform: `kafka_user_config.kafka.message_max_bytes`); from 0 to
   * 100,001,200. For the events of a pipeline, its `maxMessageBytes` sets this one and the others.
   *
   * Nothing else needs raising: what brokers and consumers fetch (`replica.fetch.max.bytes`,
   * `max.partition.fetch.bytes`) gives way to a first batch that is larger.
   *
   * @default 1,048,588 - Kafka's own: 1 MiB and 12 bytes
   */
  readonly messageMaxBytes?: number;
  /** Kafka's HTTP interface. @default true */
  readonly restApi?: boolean;
  /** Karapace, for Avro, JSON Schema and Protobuf. @default true */
  readonly schemaRegistry?: boolean;
  /** Anything else of `kafka_user_config`. @default - Aiven's defaults */
  readonly userConfig?: Omit<
    KafkaKafkaUserConfig,
    "kafka" | "kafkaVersion" | "kafkaRest" | "kafkaConnect" | "schemaRegistry"
  >;
  /** Anything else of `kafka_user_config.kafka`, the brokers' own settings. @default - Aiven's */
  readonly brokerConfig?: Omit<
    KafkaKafkaUserConfigKafka,
    | "defaultReplicationFactor"
    | "minInsyncReplicas"
    | "numPartitions"
    | "autoCreateTopicsEnable"
    | "messageMaxBytes"
  >;
}

/**
 * Aiven for Apache Kafka on Azure (Terraform: `aiven_kafka`). Connect does not run on its brokers:
 * a {@link GcpKafkaConnect} of its own scales and fails apart from them.
 */
export class AzureKafka extends Construct implements IKafka {
  readonly project: string;
  readonly serviceName: string;
  readonly bootstrapServers: string;
  readonly schemaRegistryUrl: string;
  readonly kafkaVersion: string;
  readonly defaultAcl: boolean;
  readonly messageMaxBytes: number;
  readonly resource: Kafka;

  /** A cluster that is managed elsewhere, on whatever cloud. */
  static fromExisting(scope: Construct, id: string, service: IAivenService): IKafka {
    const found = new DataAivenKafka(scope, id, {
      project: service.project,
      serviceName: service.serviceName,
    });
    return {
      project: service.project,
      serviceName: found.serviceName,
      ...addressesOf(found),
    };
  }

  constructor(scope: Construct, id: string, props: AzureKafkaProps) {
    super(scope, id);
    const { kafkaVersion } = props;
    this.kafkaVersion = kafkaVersion;
    const autoCreateTopics = props.autoCreateTopics ?? true;
    const partitions = props.partitions ?? 3;
    const replicationFactor = props.replicationFactor ?? 3;
    const minInsyncReplicas = props.minInsyncReplicas ?? 2;
    this.resource = new Kafka(this, "Default", {
      ...serviceArguments(props),
      defaultAcl: props.defaultAcl,
      kafkaUserConfig: {
        ...withDefaults(props.userConfig ?? {}, {
          kafkaAuthenticationMethods: { certificate: true },
        }),
        kafkaVersion,
        kafkaRest: props.restApi ?? true,
        kafkaConnect: false,
        schemaRegistry: props.schemaRegistry ?? true,
        kafka: {
          ...props.brokerConfig,
          autoCreateTopicsEnable: autoCreateTopics,
          numPartitions: partitions,
          defaultReplicationFactor: replicationFactor,
          minInsyncReplicas,
          messageMaxBytes: props.messageMaxBytes,
        },
      },
    });
    inStack.service(this, { type: "kafka", ...serviceFacts(props, "azure") });
    checkRules(this, kafkaRules, () => ({
      ...serviceFacts(props, "azure"),
      kafkaVersion,
      replicationFactor,
      minInsyncReplicas,
      partitions,
      autoCreateTopics,
      messageMaxBytes: props.messageMaxBytes,
    }));
    this.messageMaxBytes = props.messageMaxBytes ?? defaultMessageSizes.messageMaxBytes;
    this.defaultAcl = props.defaultAcl ?? true;
    this.project = props.project;
    this.serviceName = this.resource.serviceName;
    const { bootstrapServers, schemaRegistryUrl } = addressesOf(this.resource);
    this.bootstrapServers = bootstrapServers;
    this.schemaRegistryUrl = schemaRegistryUrl;
  }
}

function addressesOf(service: Kafka | DataAivenKafka) {
  return {
    bootstrapServers: `${service.serviceHost}:${service.servicePort}`,
    schemaRegistryUrl: service.getStringAttribute("kafka[0].schema_registry_uri"),
  };
}
