import { TerraformOutput, type TerraformOutputConfig } from "cdktf";
import type { Construct } from "constructs";
import { CdcPipeline, type CdcPipelineProps } from "../constructs/cdc-pipeline";
import type { DebeziumVersion } from "./debezium/versions";
import { AivenStack, type AivenStackProps } from "./aiven-stack";

export type CdcStackProps<Version extends DebeziumVersion = "3.1.0"> = AivenStackProps &
  Omit<CdcPipelineProps<Version>, "project">;

/** One pipeline as a stack of its own: what `main.ts` starts from. */
export class CdcStack<Version extends DebeziumVersion = "3.1.0"> extends AivenStack {
  readonly pipeline: CdcPipeline<Version>;

  constructor(scope: Construct, id: string, props: CdcStackProps<Version>) {
    super(scope, id, props);
    // "Default" stays out of addresses: aiven_pg.postgres, not aiven_pg.pipeline_postgres_1F2E3D4C.
    this.pipeline = new CdcPipeline<Version>(this, "Default", {
      ...props,
      project: this.projectName,
    });
    this.addOutputs();
  }

  private addOutputs(): void {
    const { postgres, kafka, kafkaConnect, source } = this.pipeline;
    this.output("postgres_service_name", { value: postgres.serviceName });
    this.output("postgres_host", { value: postgres.connection.host });
    this.output("postgres_port", { value: postgres.connection.port });
    this.output("postgres_uri", { value: postgres.resource.serviceUri, sensitive: true });
    this.output("kafka_service_name", { value: kafka.serviceName });
    this.output("kafka_bootstrap_servers", { value: kafka.bootstrapServers });
    this.output("kafka_connect_service_name", { value: kafkaConnect.serviceName });
    this.output("kafka_connect_host", { value: kafkaConnect.resource.serviceHost });
    this.output("connector_name", { value: source.resource.connectorName });
    this.output("topics", { value: source.topics });
  }

  private output(name: string, config: TerraformOutputConfig): void {
    new TerraformOutput(this, name, { ...config, staticId: true });
  }
}
