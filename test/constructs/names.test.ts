import { PgDatabase } from "@cdktf/provider-aiven/lib/pg-database";
import { KafkaConnector } from "@cdktf/provider-aiven/lib/kafka-connector";
import type { App } from "cdktf";
import { AivenStack } from "../../src/aiven-stack";
import { CdcPipeline, type CdcPipelineProps } from "../../constructs";
import { synthesized, synthesizedIn } from "../synth";

const props: CdcPipelineProps = {
  project: "demo",
  postgres: { serviceName: "p", cloudName: "google-europe-north1", plan: "business-4" },
  kafka: {
    serviceName: "k",
    cloudName: "azure-norway-west",
    plan: "business-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "c", cloudName: "google-europe-north1", plan: "business-4" },
  source: { connectorName: "s", topicPrefix: "t", tables: ["public.a"] },
};

function pipeline(more: Partial<CdcPipelineProps> = {}, source: object = {}) {
  return () =>
    synthesizedIn((stack) => {
      const all = { ...props, ...more, source: { ...props.source, ...source } };
      void new CdcPipeline(stack, "Default", all as CdcPipelineProps);
    });
}

const bad = "a\n\\! id";
const refused = (argument: string) =>
  String.raw`${argument} must have no control characters, got "a\n\\! id"; use "a\\! id"`;

test.each([
  ["project", pipeline({ project: bad }), "project"],
  ["database", pipeline({}, { database: bad }), 'config["database.dbname"]'],
  ["topic prefix", pipeline({}, { topicPrefix: bad }), 'config["topic.prefix"]'],
  ["schema", pipeline({}, { tables: undefined, schemas: [bad] }), 'config["schema.include.list"]'],
])("a %s with a line break is refused at synth", (_kind, synth, argument) => {
  expect(synth).toThrow(refused(argument));
});

test("a table with a line break is refused at synth, and none is put out as it is", () => {
  const synth = pipeline({}, { tables: ["public.a\n\\! id"] });
  expect(synth).toThrow(
    String.raw`config["table.include.list"] must have no control characters, got "public.a\n\\! id"`,
  );
  expect(synth).not.toThrow(/^\\!/m);
});

test.each([
  ["service", pipeline({ kafka: { ...props.kafka, serviceName: bad } as never })],
  ["connector", pipeline({}, { connectorName: bad })],
  ["slot", pipeline({}, { slotName: bad })],
  ["publication", pipeline({}, { publicationName: bad })],
])("a %s with a line break is refused at synth", (_kind, synth) => {
  expect(synth).toThrow(String.raw`got "a\n\\! id"`);
});

test("names with odd characters that are no control characters pass", () => {
  expect(pipeline({}, { database: `it's "Größe" 名前=%` })).not.toThrow();
});

describe("a stack with resources of the provider's own bindings", () => {
  const stackWith = (databaseName: string, table: string) => () =>
    synthesized((app: App) => {
      const stack = new AivenStack(app, "raw");
      const service = { project: "demo", serviceName: "s" };
      new PgDatabase(stack, "db", { ...service, databaseName });
      new KafkaConnector(stack, "connector", {
        ...{ ...service, connectorName: "c" },
        config: { "table.include.list": table },
      });
      return stack;
    });

  test("has no control characters in its names", () => {
    expect(stackWith("shop", "public.a,\n public.b")).not.toThrow();
    expect(stackWith(bad, "public.a")).toThrow(`raw/db: ${refused("databaseName")}`);
    expect(stackWith("shop", bad)).toThrow(
      `raw/connector: ${refused('config["table.include.list"]')}`,
    );
  });
});
