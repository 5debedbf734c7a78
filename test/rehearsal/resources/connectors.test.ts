import { Client } from "pg";
import { Cdc } from "../support/cdc";
import { configuration } from "../support/configuration";

const cdc = new Cdc();
const { succeed, terraform } = configuration(cdc, "sinks");
afterAll(() => cdc.close());

const output = async (name: string) => (await terraform("output", "-raw", name)).stdout;

/** Rows of a table that a connector has yet to make. */
async function rowsOf(table: string, uri: string) {
  const { hostname: host, port, username: user, password } = new URL(uri);
  const client = new Client({
    ...{ host, port: Number(port), user, password, database: "defaultdb" },
    ssl: { rejectUnauthorized: false },
  });
  await client.connect();
  try {
    for (const until = Date.now() + 30_000; Date.now() < until;) {
      const { rows } = await client
        .query<{ name: string }>(`SELECT name FROM ${table} ORDER BY id`)
        .catch(() => ({ rows: [] }));
      if (rows.length > 1) return rows;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return [];
  } finally {
    await client.end();
  }
}

const connectors = async (method = "GET", name = "") => {
  const { username, password, origin } = new URL(await output("workers"));
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return fetch(`${origin}/connectors/${name}`, { method, headers: { authorization } });
};

test("sinks are applied, changed, planned without changes, and destroyed", async () => {
  const made = await succeed("apply", "-auto-approve");
  expect(made).toContain("connector warehouse runs");
  expect(made).toContain(
    "connector archive exists in Terraform's state only: the rehearsal has no plugin for io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector",
  );
  expect(await rowsOf("sinks_public_orders", await output("warehouse"))).toEqual([
    { name: "Ada" },
    { name: "Grace" },
  ]);
  await succeed("plan", "-detailed-exitcode");
  expect(await succeed("apply", "-auto-approve", "-var", "archive_tasks=2")).toContain(
    "Plan: 0 to add, 1 to change, 0 to destroy.",
  );
  await succeed("plan", "-detailed-exitcode", "-var", "archive_tasks=2");
}, 180_000);

test("a connector that fails at its first start stays, and the next apply replaces it", async () => {
  const of = (file: string) => ["-auto-approve", "-var", "archive_tasks=2", "-var", `file=${file}`];
  const { code, text } = await terraform("apply", ...of("missing/orders.txt"));
  expect(code).toBe(1);
  expect(text).toMatch(/connector copy failed: .*missing/);
  expect((await (await connectors()).json()) as string[]).toContain("copy");
  const repaired = await succeed("apply", ...of("orders.txt"));
  expect(repaired).toContain("aiven_kafka_connector.copy[0] is tainted, so must be replaced");
  expect(repaired).toContain("connector copy runs");
  await succeed("apply", "-auto-approve", "-var", "archive_tasks=2");
  expect((await (await connectors()).json()) as string[]).not.toContain("copy");
}, 120_000);

test("a connector that somebody else deleted is planned and made again", async () => {
  const changed = ["-var", "archive_tasks=2"];
  expect((await connectors("DELETE", "warehouse")).status).toBe(204);
  const { text } = await terraform("plan", ...changed);
  expect(text).toContain("# aiven_kafka_connector.warehouse will be created");
  expect(text).toContain("Plan: 1 to add, 0 to change, 0 to destroy.");
  await succeed("apply", "-auto-approve", ...changed);
  const running = (await (await connectors()).json()) as string[];
  expect(running.toSorted()).toEqual(["capture", "warehouse"]);
  expect((await connectors("DELETE", "warehouse")).status).toBe(204);
  await succeed("destroy", "-auto-approve", ...changed);
}, 120_000);
