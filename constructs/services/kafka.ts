import { DataAivenKafka } from "@cdktf/provider-aiven/lib/data-aiven-kafka";
import {
  Kafka as KafkaResource,
  type KafkaKafkaUserConfig,
  type KafkaKafkaUserConfigKafka,
} from "@cdktf/provider-aiven/lib/kafka";
import { Construct } from "constructs";
import type { IAivenService, IKafka, IKafkaConnect } from "./interfaces";
import { BrokersAsWorkers } from "./brokers-as-workers";
import { kafkaRules } from "../../src/aiven/rules/kafka/kafka-rules";
import { defaultGroupId } from "../../src/aiven/facts/storage-topics";
import { defaultMessageSizes } from "../../src/aiven/facts/message-size";
import { type AivenServiceProps, serviceArguments, serviceFacts } from "./aiven-service";
import type { KafkaPlan, KafkaVersion } from "./plans";
import { checkRules } from "../internal/checks";
import { inStack } from "../internal/stack/stack-checks";
import { withDefaults } from "../internal/with-defaults";

export interface KafkaProps extends AivenServiceProps {
  readonly plan: KafkaPlan;
  /** For instance `"4.2"` (Terraform: `kafka_user_config.kafka_version`). */
  readonly kafkaVersion: KafkaVersion;
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
  /**
   * Runs Kafka Connect's workers on the brokers' own nodes, where connectors and brokers share memory
   * and fail together (Terraform: `kafka_user_config.kafka_connect`); {@link Kafka.workers} are what
   * sources are added to. The plan must have room: not `startup-2`.
   *
   * @default false - the workers are a {@link KafkaConnect} of their own
   */
  readonly kafkaConnect?: boolean;
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
 * Aiven for Apache Kafka, on any cloud (Terraform: `aiven_kafka`). A {@link KafkaConnect} of its own
 * scales and fails apart from the brokers; `kafkaConnect` runs the workers on them.
 */
export class Kafka extends Construct implements IKafka {
  readonly project: string;
  readonly serviceName: string;
  readonly bootstrapServers: string;
  readonly schemaRegistryUrl: string;
  readonly kafkaVersion: string;
  readonly defaultAcl: boolean;
  readonly messageMaxBytes: number;
  readonly resource: KafkaResource;
  /**
   * The workers on the brokers' nodes, there with `kafkaConnect: true`: no integration leads them to
   * their Kafka.
   */
  readonly workers?: IKafkaConnect;

  /** A cluster that is made elsewhere, looked up by its name (Terraform: `data.aiven_kafka`). */
  static fromLookup(scope: Construct, id: string, service: IAivenService): IKafka {
    const found = new DataAivenKafka(scope, id, {
      project: service.project,
      serviceName: service.serviceName,
    });
    return {
      project: service.project,
      serviceName: service.serviceName,
      ...addressesOf(found),
    };
  }

  /** As {@link fromLookup}. */
  static fromExisting(scope: Construct, id: string, service: IAivenService): IKafka {
    return Kafka.fromLookup(scope, id, service);
  }

  constructor(scope: Construct, id: string, props: KafkaProps) {
    super(scope, id);
    const { kafkaVersion } = props;
    this.kafkaVersion = kafkaVersion;
    const autoCreateTopics = props.autoCreateTopics ?? true;
    const partitions = props.partitions ?? 3;
    const replicationFactor = props.replicationFactor ?? 3;
    const minInsyncReplicas = props.minInsyncReplicas ?? 2;
    this.resource = new KafkaResource(this, "Default", {
      ...serviceArguments(props),
      defaultAcl: props.defaultAcl,
      kafkaUserConfig: {
        ...withDefaults(props.userConfig ?? {}, {
          kafkaAuthenticationMethods: { certificate: true },
        }),
        kafkaVersion,
        kafkaRest: props.restApi ?? true,
        kafkaConnect: props.kafkaConnect ?? false,
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
    if (props.kafkaConnect) this.workers = new BrokersAsWorkers(this.resource);
    inStack.service(this, { type: "kafka", ...serviceFacts(props) });
    checkRules(this, kafkaRules, () => ({
      ...serviceFacts(props),
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
    if (props.kafkaConnect) {
      const kafka = `${this.project}/${this.serviceName}`;
      inStack.integration(this, { kafka, groupId: defaultGroupId });
    }
    const { bootstrapServers, schemaRegistryUrl } = addressesOf(this.resource);
    this.bootstrapServers = bootstrapServers;
    this.schemaRegistryUrl = schemaRegistryUrl;
  }
}

function addressesOf(service: KafkaResource | DataAivenKafka) {
  return {
    bootstrapServers: `${service.serviceHost}:${service.servicePort}`,
    schemaRegistryUrl: service.getStringAttribute("kafka[0].schema_registry_uri"),
  };
}
