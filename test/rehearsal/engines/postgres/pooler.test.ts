import { connect } from "node:net";
import { Client, type ClientConfig } from "pg";
import type { Postgres } from "../../../../src/rehearsal/engines/postgres/postgres";
import { type OwnPostgres, ownPostgres } from "../../support/postgres";

const pool = { mode: "transaction", size: 10 };
let server: OwnPostgres | undefined;
let postgres: Postgres;

beforeAll(async () => {
  server = await ownPostgres();
  ({ postgres } = server);
  await asked({ ...postgres.superuser }, "CREATE ROLE app LOGIN PASSWORD 'app-password'");
  await asked({ ...postgres.superuser }, "CREATE DATABASE orders");
  await postgres.pooler.set("as-app", { ...pool, database: "orders", user: "app" });
  await postgres.pooler.set("as-anyone", { ...pool, database: "orders" });
}, 60_000);

afterAll(() => server?.close());

async function asked(config: ClientConfig, sql: string): Promise<unknown[]> {
  const client = new Client(config);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: "array" })).rows[0] ?? [];
  } finally {
    await client.end();
  }
}

const to = (database: string, more: ClientConfig = {}): ClientConfig => ({
  ...postgres.admin,
  ...{ port: postgres.pooler.port, database, user: "app", password: "app-password" },
  ...more,
});
const who =
  "SELECT current_database(), current_user, (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())";

test("a pool leads to its database, encrypted, with the server's own certificate", async () => {
  expect(await asked(to("as-app"), who)).toEqual(["orders", "app", true]);
  expect(await asked(to("as-anyone"), who)).toEqual(["orders", "app", true]);
  const administrator = { user: "avnadmin", password: "the administrator's" };
  expect(await asked(to("as-anyone", administrator), who)).toEqual(["orders", "avnadmin", true]);
});

test("a client that binds its login to the server's certificate logs in all the same", async () => {
  const bound = { ...to("as-app"), enableChannelBinding: true };
  expect(await asked(bound, who)).toEqual(["orders", "app", true]);
});

test("the pool's user it is, whoever is named, and its password that is asked for", async () => {
  expect(await asked(to("as-app", { user: "somebody" }), who)).toEqual(["orders", "app", true]);
  await expect(asked(to("as-app", { password: "guessed" }), who)).rejects.toThrow(
    'password authentication failed for user "app"',
  );
  await expect(
    asked(to("as-app", { user: "avnadmin", password: "the administrator's" }), who),
  ).rejects.toThrow('password authentication failed for user "app"');
});

test("nothing goes in clear text, and no database by its own name", async () => {
  await expect(asked(to("as-app", { ssl: false }), who)).rejects.toThrow(
    /no pg_hba.conf entry .* no encryption/,
  );
  await expect(asked(to("orders"), who)).rejects.toMatchObject({
    message: "no such pool: orders",
    code: "3D000",
  });
});

test("what is no PostgreSQL client is hung up on", async () => {
  const socket = connect({ host: postgres.host, port: postgres.pooler.port });
  socket.write("GET / HTTP/1.1\r\n\r\n");
  const answer = await new Promise<string>((resolve) => {
    let text = "";
    socket.on("data", (bytes) => (text += bytes.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
  expect(answer).toBe("");
});

test("a cancellation reaches the statement that it is for", async () => {
  const client = new Client(to("as-app"));
  await client.connect();
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const slow = client.query("SELECT pg_sleep(60)");
  const cancelled = expect(slow).rejects.toThrow("canceling statement due to user request");
  const request = Buffer.alloc(16);
  [16, 80877102, processID].forEach((value, at) => request.writeUInt32BE(value, 4 * at));
  request.writeInt32BE(secretKey, 12);
  await new Promise((resolve) => setTimeout(resolve, 200));
  connect({ host: postgres.host, port: postgres.pooler.port }).end(request);
  await cancelled;
  await client.end();
});

test("large results and many statements come through whole", async () => {
  const client = new Client(to("as-app"));
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    "SELECT repeat('x', 1000) AS text FROM generate_series(1, 20000)",
  );
  expect(rows.reduce((sum, { text }) => sum + text.length, 0)).toBe(20_000_000);
  await client.end();
});

test("a pool that is changed leads new clients elsewhere, one that is removed ends its clients", async () => {
  await postgres.pooler.set("moving", { ...pool, database: "orders" });
  await postgres.pooler.set("moving", { ...pool, database: "defaultdb" });
  expect((await asked(to("moving"), who))[0]).toBe("defaultdb");
  const client = new Client(to("moving"));
  const ended = new Promise((resolve) => client.once("end", resolve));
  client.on("error", () => undefined);
  await client.connect();
  postgres.pooler.remove("moving");
  await ended;
  await expect(asked(to("moving"), who)).rejects.toThrow("no such pool: moving");
  expect((await asked(to("as-app"), who))[0]).toBe("orders");
});

test("the pooler outlives a crash of its server, and ends with its service", async () => {
  await postgres.kill();
  await expect(asked(to("as-app"), who)).rejects.toThrow();
  await postgres.restart();
  expect((await asked(to("as-app"), who))[0]).toBe("orders");
  const config = to("as-app");
  await postgres.stop();
  await expect(asked(config, who)).rejects.toThrow(/ECONNREFUSED/);
}, 30_000);
