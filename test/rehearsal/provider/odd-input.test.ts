import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceHandler } from "../../../src/rehearsal/provider/resource-handler";
import {
  serveProvider,
  type ServedProvider,
} from "../../../src/rehearsal/provider/protocol/server";
import {
  checkConnector,
  type ConnectorState,
} from "../../../src/rehearsal/resources/connect/connector-check";
import { secretDiagnostics } from "../../../src/rehearsal/resources/connect/connector-secrets";
import { LocalCloud } from "../../../src/rehearsal/cloud/local-cloud";
import { factsFolder } from "../support/facts";
import { Workspace } from "../support/terraform";

/** The rehearsal's own check, without workers behind it. */
const connector: ResourceHandler<LocalCloud, ConnectorState> = {
  check: (planned, _prior, { context }) => [
    ...checkConnector(planned, context),
    ...secretDiagnostics(planned, context),
  ],
  create: (config) => ({ config: config.config }),
  read: (state) => state,
  update: (_prior, planned) => ({ config: planned.config }),
  delete: () => undefined,
};

let folder: string;
let cloud: LocalCloud;
let provider: ServedProvider;
let workspace: Workspace;

jest.setTimeout(60_000);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "aiven-cdc-odd-"));
  cloud = new LocalCloud({ dir: folder, enginesDir: folder, onProgress: () => undefined });
  provider = await serveProvider({
    facts: factsFolder,
    resourceHandlers: { aiven_kafka_connector: connector },
    context: cloud,
  });
});

beforeEach(() => {
  workspace = new Workspace(provider.reattach);
});

afterEach(() => workspace.remove());

afterAll(async () => {
  await provider.close();
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const config = {
  name: "orders",
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "plugin.name": "pgoutput",
  "publication.autocreate.mode": "filtered",
  "topic.prefix": "shop",
  "database.hostname": "127.0.0.1",
  "database.user": "avnadmin",
  "database.dbname": "defaultdb",
};

async function initialized(resource: object): Promise<void> {
  workspace.writeJson({
    terraform: { required_providers: { aiven: { source: "aiven/aiven" } } },
    resource,
  });
  await workspace.run("init", "-input=false");
}

/** As text: JavaScript's own `{ __proto__: … }` is no key. */
function connectorWith(keys: string): object {
  const all = JSON.parse(`{${JSON.stringify(config).slice(1, -1)}, ${keys}}`) as object;
  const service = { project: "p", service_name: "s", connector_name: "orders" };
  return { aiven_kafka_connector: { orders: { ...service, config: all } } };
}

const unwrapped = (text: string) => text.replace(/[\s│╷╵]+/g, " ");

const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty"];

test("keys that every JavaScript object has are keys like any other", async () => {
  await initialized(connectorWith(inherited.map((key) => `"${key}": "x"`).join(", ")));
  const planned = await workspace.plan();
  // Terraform shows the first of several like warnings
  expect(unwrapped(planned.output)).toContain(
    `"__proto__" is not a property of Debezium 3.1.0's PostgreSQL connector; leave it out [property-known] (and 3 more similar warnings elsewhere)`,
  );
  expect(planned.output).not.toMatch(/^\s+at /m);
  const applied = await workspace.apply();
  expect(applied.output).toContain("1 added");
  expect(Object.keys(workspace.state("aiven_kafka_connector.orders")?.config ?? {})).toEqual(
    expect.arrayContaining(inherited),
  );
  expect((await workspace.plan("-detailed-exitcode")).output).toContain("No changes.");
});

test("such a key changes and goes like any other", async () => {
  await initialized(connectorWith('"__proto__": "x"'));
  await workspace.apply();
  await initialized(connectorWith('"__proto__": "y"'));
  const { "aiven_kafka_connector.orders": change } = await workspace.changes();
  expect(change?.actions).toEqual(["update"]);
  await initialized(connectorWith('"toString": "y"'));
  expect((await workspace.apply()).output).toContain("0 added, 1 changed");
  expect((await workspace.plan("-detailed-exitcode")).output).toContain("No changes.");
});

const refused = (argument: string) =>
  String.raw`${argument} must have no control characters, got "a\n\\! id"; use "a\\! id"`;
const bad = "a\n\\! id";

test.each([
  ["service", "aiven_opensearch", { project: "p", service_name: bad, plan: "x" }, "service_name"],
  ["project", "aiven_opensearch", { project: bad, service_name: "s", plan: "x" }, "project"],
  [
    "database",
    "aiven_pg_database",
    { project: "p", service_name: "s", database_name: bad },
    "database_name",
  ],
  [
    "topic",
    "aiven_kafka_topic",
    { ...{ project: "p", service_name: "s", partitions: 1, replication: 2 }, topic_name: bad },
    "topic_name",
  ],
  ["user", "aiven_pg_user", { project: "p", service_name: "s", username: bad }, "username"],
])("a %s with a line break is refused at plan", async (_kind, type, values, argument) => {
  await initialized({ [type]: { one: values } });
  const { status, output } = await workspace.plan();
  expect(status).toBe(1);
  expect(unwrapped(output)).toContain(refused(argument));
});

test("a connector's names are refused at plan, and a line break between two tables is not", async () => {
  const with_ = (more: object) => connectorWith(JSON.stringify(more).slice(1, -1));
  await initialized(with_({ "database.dbname": bad, "table.include.list": bad, [bad]: "x" }));
  const { output } = await workspace.plan();
  expect(unwrapped(output)).toContain(refused('config["database.dbname"]'));
  expect(unwrapped(output)).toContain(refused('config["table.include.list"]'));
  expect(unwrapped(output)).toContain(refused("config"));
  expect(output).not.toMatch(/^\\!/m);
  await initialized(with_({ "table.include.list": "public.a,\n  public.b\n" }));
  expect((await workspace.plan()).output).toContain("1 to add");
});
