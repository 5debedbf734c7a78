import { TerraformOutput, type TerraformOutputConfig } from "cdktf";
import { Construct } from "constructs";
import { CdcPipeline, type CdcPipelineProps } from "../constructs";
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
    addOutputs(this.pipeline, new Construct(this, "outputs"));
  }
}

/** In a scope of their own: their names stay free for what users add to the stack. */
function addOutputs(pipeline: CdcPipeline<DebeziumVersion>, scope: Construct): void {
  const { postgres, kafka, kafkaConnect, source } = pipeline;
  const output = (name: string, config: TerraformOutputConfig) =>
    new TerraformOutput(scope, name, { ...config, staticId: true });
  output("postgres_service_name", { value: postgres.serviceName });
  output("postgres_host", { value: postgres.connection.host });
  output("postgres_port", { value: postgres.connection.port });
  output("postgres_uri", { value: postgres.resource.serviceUri, sensitive: true });
  output("kafka_service_name", { value: kafka.serviceName });
  output("kafka_bootstrap_servers", { value: kafka.bootstrapServers });
  output("kafka_connect_service_name", { value: kafkaConnect.serviceName });
  output("kafka_connect_host", { value: kafkaConnect.resource.serviceHost });
  output("connector_name", { value: source.resource.connectorName });
  output("topics", { value: source.topics });
}
