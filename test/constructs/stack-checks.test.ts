import { Kafka } from "@cdktf/provider-aiven/lib/kafka";
import { KafkaConnect } from "@cdktf/provider-aiven/lib/kafka-connect";
import { Opensearch } from "@cdktf/provider-aiven/lib/opensearch";
import {
  ServiceIntegration,
  type ServiceIntegrationConfig,
} from "@cdktf/provider-aiven/lib/service-integration";
import type { TerraformStack } from "cdktf";
import { checkStack, GcpPostgres } from "../../constructs";
import { synthesizedIn } from "../synth";

const service = (serviceName: string, project = "demo") => ({
  ...{ project, serviceName, cloudName: "google-europe-north1", plan: "business-4" },
});

/** Resources of the provider's own bindings, in a stack that is checked as a whole. */
const synth = (build: (stack: TerraformStack) => void) => () =>
  synthesizedIn((stack) => {
    checkStack(stack);
    build(stack);
  });

describe("services of one name", () => {
  const both = (other: object) =>
    synth((stack) => {
      new GcpPostgres(stack, "db", service("shop") as never);
      new Opensearch(stack, "logs", { ...service("shop"), ...other });
    });

  it("are refused in one project, whoever made them", () => {
    expect(both({})).toThrow(
      'serviceName must be unique in its project, got "shop" for test/db and test/logs; rename all but one [stack-service-names]',
    );
  });

  it("are two in two projects, and under two names", () => {
    expect(both({ project: "other" })).not.toThrow();
    expect(both({ serviceName: "logs" })).not.toThrow();
  });
});

describe("an integration with its ends swapped", () => {
  type Ends = (kafka: Kafka, connect: KafkaConnect) => Partial<ServiceIntegrationConfig>;
  const joined = (ends: Ends) =>
    synth((stack) => {
      const kafka = new Kafka(stack, "kafka", service("events"));
      const connect = new KafkaConnect(stack, "connect", service("capture"));
      new ServiceIntegration(stack, "join", {
        ...{ project: "demo", integrationType: "kafka_connect" },
        ...ends(kafka, connect),
      });
    });
  const error = (from: string, to: string) =>
    `test/join: sourceType must be kafka, and destinationType kafka_connect, for integration type kafka_connect, got kafka_connect to kafka; swap the ends: from "${from}" to "${to}" [integration-ends]`;

  it("is refused by reference and by name", () => {
    expect(
      joined((kafka, connect) => ({
        sourceServiceName: connect.serviceName,
        destinationServiceName: kafka.serviceName,
      })),
    ).toThrow(
      error("${aiven_kafka.kafka.service_name}", "${aiven_kafka_connect.connect.service_name}"),
    );
    expect(
      joined(() => ({ sourceServiceName: "capture", destinationServiceName: "events" })),
    ).toThrow(error("events", "capture"));
  });

  it("passes the right way round, and where a name is of no service in the stack", () => {
    expect(
      joined((kafka, connect) => ({
        sourceServiceName: kafka.serviceName,
        destinationServiceName: connect.serviceName,
      })),
    ).not.toThrow();
    expect(
      joined(() => ({ sourceServiceName: "events", destinationServiceName: "capture" })),
    ).not.toThrow();
    expect(joined(() => ({ sourceServiceName: "x", destinationServiceName: "y" }))).not.toThrow();
  });
});
