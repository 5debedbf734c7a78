import {
  KafkaConnect,
  type KafkaConnectKafkaConnectUserConfig,
  type KafkaConnectKafkaConnectUserConfigKafkaConnect,
} from "@cdktf/provider-aiven/lib/kafka-connect";
import { dependable, type ITerraformDependable, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import {
  type AivenServiceProps,
  type GoogleCloudName,
  type IAivenService,
  serviceArguments,
} from "./aiven-service";

/** A connector, waiting for workers to run on. */
export interface IConnectorSource {
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
   * @default - not pinned
   */
  readonly debeziumVersion?: string;
  /**
   * Opens Kafka Connect's own REST interface to the internet. The workers reach out without it.
   *
   * @default false
   */
  readonly publicRestApi?: boolean;
  /** The workers' own settings (`kafka_connect_user_config.kafka_connect`). @default - Aiven's */
  readonly workerConfig?: KafkaConnectKafkaConnectUserConfigKafkaConnect;
  /** Anything else of `kafka_connect_user_config`. @default - Aiven's defaults */
  readonly userConfig?: Omit<KafkaConnectKafkaConnectUserConfig, "kafkaConnect" | "pluginVersions">;
}

/** Aiven for Apache Kafka Connect on Google Cloud, its own service (Terraform: `aiven_kafka_connect`). */
export class GcpKafkaConnect extends Construct implements IKafkaConnect {
  readonly project: string;
  readonly serviceName: string;
  readonly resource: KafkaConnect;

  private readonly integrations: ITerraformDependable[] = [];
  private readonly connectors: TerraformResource[] = [];

  /** Workers that are managed elsewhere and integrated with their Kafka there, on whatever cloud. */
  static fromExisting(service: IAivenService): IKafkaConnect {
    return { ...service, addSource: (source) => void source.bind(service) };
  }

  constructor(scope: Construct, id: string, props: GcpKafkaConnectProps) {
    super(scope, id);
    this.resource = new KafkaConnect(this, "Default", {
      ...serviceArguments(props),
      kafkaConnectUserConfig: userConfigOf(props),
    });
    this.project = props.project;
    this.serviceName = this.resource.serviceName;
    this.node.addValidation({
      validate: () =>
        this.connectors.length > 0 && this.integrations.length === 0
          ? [
              "has connectors but no Kafka: without an integration its workers never start; " +
                "add new KafkaConnectIntegration(scope, id, { kafka, kafkaConnect })",
            ]
          : [],
    });
  }

  /** Leads these workers to their Kafka: every connector, added before or later, waits for it. */
  addIntegration(integration: ITerraformDependable): void {
    this.integrations.push(integration);
    for (const connector of this.connectors) waitFor(connector, integration);
  }

  addSource(source: IConnectorSource): void {
    const connector = source.bind(this);
    this.connectors.push(connector);
    for (const integration of this.integrations) waitFor(connector, integration);
  }
}

/** A connector that is made before its workers have a Kafka fails. */
function waitFor(connector: TerraformResource, integration: ITerraformDependable): void {
  connector.dependsOn = [...(connector.dependsOn ?? []), dependable(integration)];
}

function userConfigOf(props: GcpKafkaConnectProps): KafkaConnectKafkaConnectUserConfig | undefined {
  const { workerConfig, debeziumVersion, publicRestApi, userConfig } = props;
  const config: KafkaConnectKafkaConnectUserConfig = {
    ...userConfig,
    ...(workerConfig && { kafkaConnect: workerConfig }),
    ...(debeziumVersion !== undefined && {
      pluginVersions: [{ pluginName: "debezium-connector", version: debeziumVersion }],
    }),
    ...(publicRestApi && { publicAccess: { ...userConfig?.publicAccess, kafkaConnect: true } }),
  };
  return Object.keys(config).length > 0 ? config : undefined;
}
