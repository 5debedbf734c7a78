import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { basicAuthorization } from "../../../src/clients/basic-auth";
import { Cdc, events } from "../support/cdc";
import { connected, eventually } from "../support/database";
import { listeningPorts } from "../support/listening-ports";

const cdc = new Cdc();
let running: Awaited<ReturnType<Cdc["up"]>>;

beforeAll(async () => {
  running = await cdc.up("examples/avro.ts");
});
afterAll(() => cdc.down(running));

const subject = "shop.public.orders-value";

interface Service {
  readonly kafka: readonly { readonly schema_registry_uri: string }[];
  readonly components: readonly { readonly component: string; readonly port: number }[];
}

/** The attributes of the Kafka that Terraform has. */
function kafka(): Service {
  const files = readdirSync(cdc.runDir, { recursive: true, encoding: "utf8" });
  const texts = files
    .filter((file) => file.endsWith("tfstate"))
    .map((file) => readFileSync(join(cdc.runDir, file), "utf8"));
  for (const text of texts) {
    const { resources } = JSON.parse(text) as {
      resources: { type: string; instances: { attributes: Service }[] }[];
    };
    const found = resources.find(({ type }) => type === "aiven_kafka");
    if (found?.instances[0]) return found.instances[0].attributes;
  }
  throw new Error("no state has a Kafka");
}

async function ask(path: string): Promise<unknown> {
  const { origin, username, password } = new URL(String(kafka().kafka[0]?.schema_registry_uri));
  const headers = { authorization: basicAuthorization({ username, password }) };
  return (await fetch(`${origin}${path}`, { headers })).json();
}

test("the sample's events are shown decoded, and say what stands in for Karapace", () => {
  const output = running.output();
  expect(output).toContain(
    "schema registry of events: Apicurio Registry 3.0.9 starts in place of Karapace; its schemas are gone once the rehearsal ends",
  );
  expect(events(output)).toContain(
    "snapshot id=1 (shop.public.orders)\n after id=1 name=Ada amount=12.50",
  );
  expect(output).not.toMatch(/\d+ bytes/);
});

test("its address is in the state, with a component of its port", async () => {
  const { components } = kafka();
  const [component] = components.filter((each) => each.component === "schema_registry");
  expect(new URL(String(kafka().kafka[0]?.schema_registry_uri)).port).toBe(String(component?.port));
  expect(await ask("/subjects")).toEqual(expect.arrayContaining([subject]));
  expect(await ask("/config")).toEqual({ compatibilityLevel: "BACKWARD" });
});

test("the registry itself listens on the loopback, and answers nobody without its password", async () => {
  const listening = listeningPorts(cdc.engine("apicurio-registry"));
  expect(listening.map(({ address }) => address)).toEqual(["127.0.0.1"]);
  const [own] = listening;
  const { username, password } = new URL(String(kafka().kafka[0]?.schema_registry_uri));
  const login = basicAuthorization({ username, password });
  const logins: HeadersInit[] = [{}, { authorization: login }];
  for (const path of [
    "/",
    "/health",
    "/metrics",
    "/apis/ccompat/v7/subjects",
    "/apis/registry/v3",
  ]) {
    for (const headers of logins) {
      const { status } = await fetch(`http://127.0.0.1:${own?.port}${path}`, { headers });
      expect([path, status]).toEqual([path, 401]);
    }
  }
});

test("an added column is version 2, and both kinds of events are decoded", async () => {
  const client = await connected(cdc);
  await client.query("ALTER TABLE orders ADD COLUMN note text");
  await client.query("INSERT INTO orders (name, amount, note) VALUES ('Barbara', 1, 'new')");
  await client.end();
  await running.until("note=new");
  expect(await ask(`/subjects/${subject}/versions`)).toEqual([1, 2]);
  expect(running.output()).toMatch(/after +id=4 name=Barbara amount=1\.00 \S+ note=new/);
});

test("verify reads their history", async () => {
  const { stdout } = await cdc.run(["verify", "--app", "examples/avro.ts"]);
  expect(stdout).toContain("no table was unpublished since its first event");
});

test("a change that readers do not survive fails the task, with what to do", async () => {
  const client = await connected(cdc);
  await client.query("ALTER TABLE orders ALTER COLUMN name TYPE integer USING 1");
  await client.query("INSERT INTO orders (name, amount) VALUES (2, 2)");
  await client.end();
  const said = await eventually(
    async () => running.output(),
    (output) => output.includes("connector orders, task 0, is FAILED"),
    60_000,
  );
  expect(said).toMatch(
    /task 0, is FAILED: RuleViolationException: Incompatible artifact: .*; the table has changed in a way that readers of the earlier schema/,
  );
});
