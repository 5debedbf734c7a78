import { DataAivenKafkaConnect } from "@cdktf/provider-aiven/lib/data-aiven-kafka-connect";
import {
  KafkaConnect as KafkaConnectResource,
  type KafkaConnectKafkaConnectUserConfig,
  type KafkaConnectKafkaConnectUserConfigKafkaConnect,
} from "@cdktf/provider-aiven/lib/kafka-connect";
import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import { type ITerraformDependable, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import type { IAivenService, IConnectorSource, IKafkaConnect } from "./interfaces";
import { kafkaConnectRules } from "../../src/aiven/rules/connect/kafka-connect-rules";
import { defaultMessageSizes } from "../../src/aiven/facts/message-size";
import type { ReferredSecret } from "../../src/aiven/rules/connect/secret-provider-rules";
import { escapedSecretReferences } from "../../src/aiven/secret-references";
import { type AivenServiceProps, serviceArguments, serviceFacts } from "./aiven-service";
import type { KafkaConnectPlan } from "./plans";
import { checkAtSynth, checkRules, known, violation } from "../internal/checks";
import {
  literalSecrets,
  type SecretProvider,
  secretProviderBlock,
} from "../connectors/secret-providers";
import { inStack } from "../internal/stack/stack-checks";
import { type StreamProfile, streamSettings } from "../patterns/stream-profile";
import { ConnectorsInOrder } from "../internal/connectors-in-order";
import { severalVersions } from "../internal/several-versions";
import { withDefaults, withoutUndefined } from "../internal/with-defaults";

export interface KafkaConnectProps extends AivenServiceProps {
  readonly plan: KafkaConnectPlan;
  /**
   * Version of Aiven's Debezium plugin that the workers load. Pinned, because Aiven otherwise
   * upgrades it at a maintenance (Terraform: `kafka_connect_user_config.plugin_versions`).
   *
   * @default - the version of the sources that are added
   */
  readonly debeziumVersion?: string;
  /**
   * Opens Kafka Connect's own REST interface to the internet. The workers reach out without it.
   *
   * @default false
   */
  readonly publicRestApi?: boolean;
  /**
   * What the workers are tuned for; a setting in `workerConfig` wins.
   *
   * @default - Aiven's own settings
   */
  readonly profile?: StreamProfile;
  /**
   * Bytes of the largest record that the workers send, key and headers included, before it is
   * compressed (Terraform: `kafka_connect_user_config.kafka_connect.producer_max_request_size`); from
   * 131,072 to 67,108,864. A larger one ends the task. Kafka must take it, too: the `maxMessageBytes`
   * of a pipeline sets all limits.
   *
   * Above 16 MiB `producer_buffer_memory` is set with it, to room for two such records.
   *
   * @default 1,048,576 - Kafka's own, 1 MiB
   */
  readonly producerMaxRequestSize?: number;
  /** The workers' own settings (`kafka_connect_user_config.kafka_connect`). @default - Aiven's */
  readonly workerConfig?: Omit<
    KafkaConnectKafkaConnectUserConfigKafkaConnect,
    "producerMaxRequestSize"
  >;
  /**
   * Where the workers fetch secrets by themselves, so that none stands in a connector's
   * configuration: `vaultSecrets({ … })` (Terraform: `kafka_connect_user_config.secret_providers`).
   *
   * @default - none
   */
  readonly secretProviders?: readonly SecretProvider[];
  /** Anything else of `kafka_connect_user_config`. @default - Aiven's defaults */
  readonly userConfig?: Omit<
    KafkaConnectKafkaConnectUserConfig,
    "kafkaConnect" | "pluginVersions" | "secretProviders"
  >;
}

/** Aiven for Apache Kafka Connect, its own service on any cloud (Terraform: `aiven_kafka_connect`). */
export class KafkaConnect extends Construct implements IKafkaConnect {
  readonly project: string;
  readonly serviceName: string;
  readonly producerMaxRequestSize: number;
  readonly resource: KafkaConnectResource;

  private readonly debeziumVersions = new Set<string>();
  private readonly inOrder = new ConnectorsInOrder();

  /**
   * Workers that are made elsewhere, and integrated with their Kafka there, looked up by their name
   * (Terraform: `data.aiven_kafka_connect`): a plan says so if they are not there.
   */
  static fromLookup(scope: Construct, id: string, service: IAivenService): IKafkaConnect {
    const { project, serviceName } = service;
    const found = new DataAivenKafkaConnect(scope, id, { project, serviceName });
    const workers = KafkaConnect.fromExisting(service);
    workers.addIntegration(found);
    return workers;
  }

  /** As {@link fromLookup}, taken at their word. */
  static fromExisting(service: IAivenService): IKafkaConnect {
    const inOrder = new ConnectorsInOrder();
    return {
      ...service,
      addSource: (source) => inOrder.addConnector(source.bind(service)),
      addIntegration: (integration) => inOrder.addIntegration(integration),
    };
  }

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KafkaConnectProps,
  ) {
    super(scope, id);
    this.resource = new KafkaConnectResource(this, "Default", serviceArguments(props));
    this.project = props.project;
    this.serviceName = this.resource.serviceName;
    this.producerMaxRequestSize =
      props.producerMaxRequestSize ?? defaultMessageSizes.producerMaxRequestSize;
    this.pinDebezium(props.debeziumVersion);
    inStack.service(this, { type: "kafka_connect", ...serviceFacts(props) });
    checkRules(this, kafkaConnectRules, () => ({
      ...serviceFacts(props),
      publicRestApi: props.publicRestApi ?? false,
      debeziumVersion: [...this.debeziumVersions][0],
      producerMaxRequestSize: props.producerMaxRequestSize,
      producerBufferMemory: this.workerConfig?.producerBufferMemory,
      secretProviders: secretProviderNames(props.secretProviders),
      secretReferences: this.inOrder.connectors.flatMap(secretReferencesOf),
    }));
    checkAtSynth(this, () => [
      ...literalSecrets(props.secretProviders ?? []),
      ...(this.isWithoutKafka ? [noKafka] : []),
      ...severalVersions(this.debeziumVersions),
    ]);
  }

  /** Leads these workers to their Kafka: every connector, added before or later, waits for it. */
  addIntegration(integration: ITerraformDependable): void {
    this.inOrder.addIntegration(integration);
  }

  private get isWithoutKafka(): boolean {
    const { connectors, integrations } = this.inOrder;
    return connectors.length > 0 && integrations.length === 0;
  }

  private pinDebezium(version: string | undefined): void {
    if (version !== undefined) this.debeziumVersions.add(version);
    const { publicRestApi, secretProviders = [], userConfig } = this.props;
    const { workerConfig } = this;
    const [pinned] = this.debeziumVersions;
    const config: KafkaConnectKafkaConnectUserConfig = {
      ...withoutUndefined(userConfig ?? {}),
      ...(workerConfig && { kafkaConnect: workerConfig }),
      ...(pinned !== undefined && {
        pluginVersions: [{ pluginName: "debezium-connector", version: pinned }],
      }),
      ...(secretProviders.length > 0 && {
        secretProviders: secretProviders.map(secretProviderBlock),
      }),
      ...(publicRestApi && { publicAccess: { ...userConfig?.publicAccess, kafkaConnect: true } }),
    };
    if (Object.keys(config).length > 0) this.resource.putKafkaConnectUserConfig(config);
  }

  private get workerConfig(): KafkaConnectKafkaConnectUserConfigKafkaConnect | undefined {
    const { profile, producerMaxRequestSize, workerConfig } = this.props;
    if (profile === undefined && producerMaxRequestSize === undefined) return workerConfig;
    return withDefaults(workerConfig ?? {}, {
      ...(profile && streamSettings[profile].workers),
      ...(producerMaxRequestSize !== undefined && producerSettings(producerMaxRequestSize)),
    });
  }

  addSource(source: IConnectorSource): void {
    this.pinDebezium(source.debeziumVersion);
    this.inOrder.addConnector(source.bind(this));
  }
}

/** A buffer that one record fills lets the producer wait for each record to be sent. */
function producerSettings(producerMaxRequestSize: number) {
  const forTwo = 2 * producerMaxRequestSize;
  const isEnough = forTwo <= defaultMessageSizes.producerBufferMemory;
  return { producerMaxRequestSize, ...(!isEnough && { producerBufferMemory: forTwo }) };
}

/** Whether a reference's provider exists is known only while all names are. */
function secretProviderNames(providers: readonly SecretProvider[] = []) {
  const unknown = providers.map(({ name }) => known(name)).find((name) => typeof name === "symbol");
  return unknown ?? providers.map(({ name }) => name);
}

function secretReferencesOf(connector: TerraformResource): ReferredSecret[] {
  if (!(connector instanceof KafkaConnector)) return [];
  const { connectorNameInput: connectorName = "", configInput = {} } = connector;
  return Object.entries(configInput)
    .filter(([, value]) => !Token.isUnresolved(value))
    .flatMap(([property, value]) =>
      escapedSecretReferences(value).map(({ text, provider }) => ({
        connectorName,
        property,
        reference: text,
        provider,
      })),
    );
}

const noKafka = violation(
  "connect-has-kafka",
  "has connectors but no Kafka, and its workers do not start without one; " +
    "add new KafkaConnectIntegration(scope, id, { kafka, kafkaConnect })",
);
