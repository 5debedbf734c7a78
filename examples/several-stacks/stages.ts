import { App } from "cdktf";
import { CdcStack } from "../../src/cdc-stack";
import type { KafkaPlan, PostgresPlan } from "../../constructs";

/** What differs between the stages; all else is the same. */
interface Stage {
  readonly project: string;
  readonly postgres: PostgresPlan;
  readonly kafka: KafkaPlan;
  /** Users of their own, topics made beforehand, protection, windows apart. */
  readonly production: boolean;
}

const stages: Readonly<Record<string, Stage>> = {
  dev: { project: "shop-dev", postgres: "startup-4", kafka: "startup-4", production: false },
  staging: { project: "shop-staging", postgres: "startup-4", kafka: "startup-4", production: true },
  prod: { project: "shop-prod", postgres: "business-8", kafka: "business-4", production: true },
};

/** One app, a stack for each stage: `npx cdktf deploy dev`. */
const app = new App();

const cloudName = "aws-eu-west-1";

for (const [stage, { project, postgres, kafka, production }] of Object.entries(stages)) {
  const tags = { stage };
  new CdcStack(app, stage, {
    ...{ project, production },
    postgres: { serviceName: "orders-db", cloudName, plan: postgres, tags },
    kafka: { serviceName: "events", cloudName, plan: kafka, kafkaVersion: "4.2", tags },
    kafkaConnect: { serviceName: "capture", cloudName, plan: "startup-4", tags },
    source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
  });
}

app.synth();
