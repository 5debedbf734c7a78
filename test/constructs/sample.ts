import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { type App, TerraformStack } from "cdktf";
import { AzureKafka, GcpKafkaConnect, GcpPostgres } from "../../constructs";

export const existing = (serviceName: string) => ({ project: "demo", serviceName });

/** What the props of a construct refer to. */
export class Parts {
  readonly stack: TerraformStack;

  constructor(app: App) {
    this.stack = new TerraformStack(app, "test");
    new AivenProvider(this.stack, "aiven");
  }

  postgres() {
    return GcpPostgres.fromExisting(this.stack, "pg", existing("pg"));
  }

  kafka() {
    return AzureKafka.fromExisting(this.stack, "kafka", existing("kafka"));
  }

  kafkaConnect() {
    const [cloudName, plan] = ["google-europe-north1", "business-4"] as const;
    return new GcpKafkaConnect(this.stack, "connect", { ...existing("connect"), cloudName, plan });
  }
}

/** A construct or a function, with props that set many of the optional ones. */
export interface Sample {
  readonly props: (parts: Parts) => object;
  /** Returns what a function returns; nothing for a construct. */
  readonly make: (app: App, props: (parts: Parts) => object) => unknown;
}

type ConstructClass = new (scope: TerraformStack, id: string, props: never) => object;

export function construct(
  Class: ConstructClass,
  props: (parts: Parts) => object,
  after: (made: object) => void = () => undefined,
): Sample {
  return {
    props,
    make(app, changed) {
      const parts = new Parts(app);
      after(new Class(parts.stack, "sample", changed(parts) as never));
    },
  };
}

export function callable(call: (options: never) => object, options: object): Sample {
  return {
    props: () => options,
    make: (app, changed) => call(changed(new Parts(app)) as never),
  };
}
