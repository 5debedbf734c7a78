import { App } from "cdktf";
import { GcpKafkaConnect } from "../../../constructs/services/of-a-provider/gcp-kafka-connect";
import { AivenStack } from "../../../src/aiven-stack";

/** Workers without a Kafka, which cost a rehearsal no engine; later without some arguments. */
const app = new App();
const isLater = process.env.DRIFTING === "later";

const stack = new AivenStack(app, "drifting");
new GcpKafkaConnect(stack, "workers", {
  project: stack.projectName,
  serviceName: "workers",
  cloudName: "google-europe-west1",
  plan: "startup-4",
  debeziumVersion: "3.1.0",
  workerConfig: {
    offsetFlushIntervalMs: 1_000,
    consumerIsolationLevel: isLater ? undefined : "read_committed",
    consumerMaxPollRecords: isLater ? undefined : 100,
  },
});

app.synth();
