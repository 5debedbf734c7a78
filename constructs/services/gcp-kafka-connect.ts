import {
  KafkaConnect,
  type KafkaConnectKafkaConnectUserConfig,
  type KafkaConnectKafkaConnectUserConfigKafkaConnect,
} from "@cdktf/provider-aiven/lib/kafka-connect";
import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import { type ITerraformDependable, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { kafkaConnectRules } from "../../src/aiven/rules/connect/kafka-connect-rules";
import type { ReferredSecret } from "../../src/aiven/rules/connect/secret-provider-rules";
import { escapedSecretReferences } from "../../src/aiven/secret-references";
import {
  type AivenServiceProps,
  type GoogleCloudName,
  type IAivenService,
  serviceArguments,
  serviceFacts,
} from "./aiven-service";
import { type CheckedViolation, checkAtSynth, holdRules, known } from "../internal/checks";
import {
  literalSecrets,
  type SecretProvider,
  secretProviderBlock,
} from "../connectors/secret-providers";
import { inStack } from "../internal/stack-checks";
import { type StreamProfile, streamSettings } from "../patterns/stream-profile";
import { waitFor } from "../internal/wait-for";
import { withDefaults } from "../internal/with-defaults";

/** A connector, waiting for workers to run on. */
export interface IConnectorSource {
  /** Version of Debezium's plugin that the workers must have; undefined if it does not matter. */
  readonly debeziumVersion?: string;
  /** Makes the connector on these workers. Called once, by {@link IKafkaConnect.addSource}. */
  bind(workers: IAivenService): TerraformResource;
}

/** The workers of a Kafka Connect cluster, which sources plug into. */
export interface IKafkaConnect extends IAivenService {
  /** Runs a source's connector on these workers. */
  addSource(source: IConnectorSource): void;
}

export interface GcpKafkaConnectProps extends AivenServiceProps<GoogleCloudName> {
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
  /** The workers' own settings (`kafka_connect_user_config.kafka_connect`). @default - Aiven's */
  readonly workerConfig?: KafkaConnectKafkaConnectUserConfigKafkaConnect;
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

/** Aiven for Apache Kafka Connect on Google Cloud, its own service (Terraform: `aiven_kafka_connect`). */
export class GcpKafkaConnect extends Construct implements IKafkaConnect {
  readonly project: string;
  readonly serviceName: string;
  readonly resource: KafkaConnect;

  private readonly debeziumVersions = new Set<string>();
  private readonly integrations: ITerraformDependable[] = [];
  private readonly connectors: TerraformResource[] = [];

  /** Workers that are managed elsewhere and integrated with their Kafka there, on whatever cloud. */
  static fromExisting(service: IAivenService): IKafkaConnect {
    return { ...service, addSource: (source) => void source.bind(service) };
  }

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GcpKafkaConnectProps,
  ) {
    super(scope, id);
    this.resource = new KafkaConnect(this, "Default", serviceArguments(props));
    this.project = props.project;
    this.serviceName = this.resource.serviceName;
    this.pinDebezium(props.debeziumVersion);
    inStack.service(this, { type: "kafka_connect", ...serviceFacts(props, "google") });
    holdRules(this, kafkaConnectRules, () => ({
      ...serviceFacts(props, "google"),
      publicRestApi: props.publicRestApi ?? false,
      debeziumVersion: [...this.debeziumVersions][0],
      secretProviders: secretProviderNames(props.secretProviders),
      secretReferences: this.connectors.flatMap(secretReferencesOf),
    }));
    checkAtSynth(this, () => [
      ...literalSecrets(props.secretProviders ?? []),
      ...(this.connectors.length > 0 && this.integrations.length === 0 ? [noKafka] : []),
      ...(this.debeziumVersions.size > 1 ? [severalVersions(this.debeziumVersions)] : []),
    ]);
  }

  /** Leads these workers to their Kafka: every connector, added before or later, waits for it. */
  addIntegration(integration: ITerraformDependable): void {
    this.integrations.push(integration);
    for (const connector of this.connectors) waitFor(connector, integration);
  }

  private pinDebezium(version: string | undefined): void {
    if (version !== undefined) this.debeziumVersions.add(version);
    const { profile, publicRestApi, secretProviders = [], userConfig } = this.props;
    const workerConfig = profile
      ? withDefaults(this.props.workerConfig ?? {}, streamSettings[profile].workers)
      : this.props.workerConfig;
    const [pinned] = this.debeziumVersions;
    const config: KafkaConnectKafkaConnectUserConfig = {
      ...userConfig,
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

  addSource(source: IConnectorSource): void {
    this.pinDebezium(source.debeziumVersion);
    const connector = source.bind(this);
    this.connectors.push(connector);
    for (const integration of this.integrations) waitFor(connector, integration);
  }
}

/** Whether a reference's provider is there can be told only while all names are. */
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

const noKafka: CheckedViolation = {
  severity: "error",
  message:
    "has connectors but no Kafka: without an integration its workers never start; " +
    "add new KafkaConnectIntegration(scope, id, { kafka, kafkaConnect })",
};

function severalVersions(versions: ReadonlySet<string>): CheckedViolation {
  return {
    severity: "error",
    message: `debeziumVersion must be one for all its connectors, got ${[...versions].join(" and ")}; give each version a Kafka Connect of its own`,
  };
}
