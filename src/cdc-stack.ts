import { TerraformOutput, type TerraformOutputConfig } from "cdktf";
import { Construct } from "constructs";
import { CdcPipeline, type CdcPipelineProps, KafkaConnect, Postgres } from "../constructs";
import { AivenStack, type AivenStackProps } from "./aiven-stack";

export type CdcStackProps = AivenStackProps & Omit<CdcPipelineProps, "project">;

/** One pipeline as a stack of its own: what `main.ts` starts from. */
export class CdcStack extends AivenStack {
  readonly pipeline: CdcPipeline;

  constructor(scope: Construct, id: string, props: CdcStackProps) {
    super(scope, id, props);
    // "Default" stays out of addresses: aiven_pg.postgres, not aiven_pg.pipeline_postgres_1F2E3D4C.
    this.pipeline = new CdcPipeline(this, "Default", {
      ...props,
      project: this.projectName,
    });
    addOutputs(this.pipeline, new Construct(this, "outputs"));
  }
}

/** In a scope of their own: their names stay free for what users add to the stack. */
function addOutputs(pipeline: CdcPipeline, scope: Construct): void {
  const { database, kafka, kafkaConnect, source } = pipeline;
  const output = (name: string, config: TerraformOutputConfig) =>
    new TerraformOutput(scope, name, { ...config, staticId: true });
  if ("serviceName" in database) {
    output("postgres_service_name", { value: database.serviceName });
  }
  output("postgres_host", { value: database.connection.host });
  output("postgres_port", { value: database.connection.port });
  if (database instanceof Postgres) {
    output("postgres_uri", { value: database.resource.serviceUri, sensitive: true });
  }
  output("kafka_service_name", { value: kafka.serviceName });
  output("kafka_bootstrap_servers", { value: kafka.bootstrapServers });
  output("kafka_connect_service_name", { value: kafkaConnect.serviceName });
  if (kafkaConnect instanceof KafkaConnect) {
    output("kafka_connect_host", { value: kafkaConnect.resource.serviceHost });
  }
  output("connector_name", { value: source.resource.connectorName });
  output("topics", { value: source.topics });
}
