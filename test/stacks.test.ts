import { S3Backend } from "cdktf";
import { CdcStack } from "../src/cdc-stack";
import { isProperty } from "../src/debezium/properties/check";
import { apps, synthesizedApp } from "./apps";
import seed from "./fixtures/seed.json";
import { type Json, resourceAddresses, synthesized } from "./synth";

describe.each(apps)("stack $stack", ({ stack, file }) => {
  test("synthesizes what it did", () => {
    expect(synthesizedApp(file, stack)).toMatchSnapshot();
  });

  test("is the same JSON value from cdktf and from cdktn", () => {
    expect(synthesizedApp(file, stack, "cdktn")).toEqual(synthesizedApp(file, stack, "cdktf"));
  });

  test("holds no literal secret and no path of this machine", () => {
    const literals = strings(synthesizedApp(file, stack));
    const secretLike = /pass(word)?|token|secret|uri$/i;
    for (const [path, value] of literals) {
      if (secretLike.test(path.at(-1) ?? "")) expect(value).toMatch(/^\$?\$\{.*\}$/);
      expect(value).not.toContain(process.cwd());
    }
    expect(literals.length).toBeGreaterThan(25);
  });
});

test("the addresses of the default stack: to change one is to destroy what it stands for", () => {
  expect(resourceAddresses(synthesizedApp("examples/default.ts", "cdc"))).toMatchInlineSnapshot(`
    [
      "aiven_kafka.kafka",
      "aiven_kafka_connect.kafka-connect",
      "aiven_kafka_connector.source",
      "aiven_pg.postgres",
      "aiven_service_integration.integration",
    ]
  `);
});

test("every key that the default stack sends is a property that its Debezium knows", () => {
  const { config } = synthesizedApp("examples/default.ts", "cdc").resource.aiven_kafka_connector
    .source;
  expect(Object.keys(config).filter((key) => !isProperty("3.1.0", key))).toEqual([]);
});

test("the cookbook's stack is the seed, every argument of its five resources", () => {
  const { resource } = synthesizedApp("examples/cookbook.ts", "cookbook");
  const found = Object.fromEntries(
    Object.entries<Json>(resource).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [`${type}.${name}`, body]),
    ),
  );
  expect(found).toEqual(seed);
});

const minimal = {
  postgres: { serviceName: "p", cloudName: "google-europe-north1", plan: "business-4" },
  kafka: {
    serviceName: "k",
    cloudName: "azure-norway-west",
    plan: "startup-4",
    kafkaVersion: "4.2",
  },
  kafkaConnect: { serviceName: "c", cloudName: "google-europe-north1", plan: "startup-4" },
  source: { connectorName: "s", topicPrefix: "t", tables: ["public.a", "public.b"] },
} as const;

test("any Terraform backend can take the state", () => {
  const json = synthesized(
    (app) =>
      new CdcStack(app, "orders", {
        ...minimal,
        backend: (stack) =>
          new S3Backend(stack, { bucket: "state", key: "orders", region: "eu-north-1" }),
      }),
  );
  expect(json.terraform.backend).toEqual({
    s3: { bucket: "state", key: "orders", region: "eu-north-1" },
  });
});

test("outputs name what a consumer needs, and hide credentials", () => {
  const { output } = synthesized((app) => new CdcStack(app, "orders", minimal));
  expect(Object.keys(output).sort()).toMatchInlineSnapshot(`
    [
      "connector_name",
      "kafka_bootstrap_servers",
      "kafka_connect_host",
      "kafka_connect_service_name",
      "kafka_service_name",
      "postgres_host",
      "postgres_port",
      "postgres_service_name",
      "postgres_uri",
      "topics",
    ]
  `);
  expect(output.topics.value).toEqual(["t.public.a", "t.public.b"]);
  expect(output.postgres_uri.sensitive).toBe(true);
});

function strings(value: Json, path: string[] = []): [path: string[], value: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, [...path, key]));
}
