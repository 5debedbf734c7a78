import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IAivenService, IConnectorSource } from "../services/interfaces";
import { type DebeziumVersion, newestDebezium } from "../../src/debezium/versions";
import { acknowledge } from "../acknowledge";
import type { Acknowledgement } from "../acknowledgements";
import { checkAtSynth } from "../internal/checks";
import { type ConnectorConfig, connectorConfig } from "./connector-config";
import { connectorViolations } from "../internal/source/connector-violations";

export interface VerbatimConnectorProps {
  readonly connectorName: string;
  /** Every property, as it stands elsewhere. Nothing is added, left out or wrapped. */
  readonly config: ConnectorConfig;
  /**
   * Version of Debezium that it was written for. The workers are not pinned to it.
   *
   * @default "3.1.0" - the newest that Aiven offers
   */
  readonly debeziumVersion?: DebeziumVersion;
  /**
   * The rules that its configuration violates on purpose, and why: see {@link acknowledge}.
   *
   * @default - none: an error fails the synth
   */
  readonly acknowledged?: Acknowledgement;
}

/**
 * A connector whose configuration is taken over key by key, for bringing an existing pipeline
 * into a stack before changing it. For a new one, use a typed source.
 */
export class VerbatimConnector extends Construct implements IConnectorSource {
  private connector?: KafkaConnector;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VerbatimConnectorProps,
  ) {
    super(scope, id);
    if (props.acknowledged) acknowledge(this, props.acknowledged);
    const { connectorName, config, debeziumVersion: version = newestDebezium } = props;
    checkAtSynth(this, (context) =>
      connectorViolations({ connectorName, config, version }, context),
    );
  }

  /** The Terraform resource, there once the connector is added to workers. */
  get resource(): KafkaConnector {
    if (!this.connector) {
      throw new Error(
        `${this.node.path} has no workers to run on; add it: kafkaConnect.addSource(source)`,
      );
    }
    return this.connector;
  }

  bind(workers: IAivenService): TerraformResource {
    this.connector = new KafkaConnector(this, "Default", {
      project: workers.project,
      serviceName: workers.serviceName,
      connectorName: this.props.connectorName,
      config: connectorConfig(this.props.config),
    });
    return this.connector;
  }
}
