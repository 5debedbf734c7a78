// Fifty connectors on one Kafka Connect, ten of each database, each of a table of its own: CONNECTORS of
// them, if that is set.
import { App } from "cdktf";
import {
  CdcPipeline,
  type IDatabase,
  Kafka,
  KafkaConnect,
  KafkaConnectIntegration,
} from "../../../constructs";
import { AivenStack } from "../../../src/aiven-stack";

const app = new App();
const stack = new AivenStack(app, "connectors");
const project = stack.projectName;
const cloudName = "google-europe-north1";
const aDatabase = 10;

const kafka = new Kafka(stack, "kafka", {
  ...{ project, serviceName: "kafka", cloudName, plan: "business-4", kafkaVersion: "4.2" },
});
const kafkaConnect = new KafkaConnect(stack, "kafka-connect", {
  ...{ project, serviceName: "connect", cloudName, plan: "startup-4", profile: "balanced" },
});
new KafkaConnectIntegration(stack, "integration", { kafka, kafkaConnect });

let database: IDatabase | undefined;
for (let n = 0; n < Number(process.env.CONNECTORS ?? 50); n++) {
  if (n % aDatabase === 0) database = undefined;
  const pipeline = new CdcPipeline(stack, `source-${n}`, {
    ...{ project, kafka, kafkaConnect },
    postgres: database ?? { serviceName: `pg-${n}`, cloudName, plan: "business-4" },
    source: { connectorName: `source-${n}`, topicPrefix: `app${n}`, tables: [`public.t${n}`] },
  });
  database = pipeline.database;
}
app.synth();
