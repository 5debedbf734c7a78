import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, escapeIdentifier } from "pg";
import type { DatabaseModel } from "../../src/database/model";
import { setupScript } from "../../src/database/script";
import type { Postgres } from "../../src/rehearsal/engines/postgres/postgres";
import { type OwnPostgres, ownPostgres } from "../rehearsal/support/postgres";

const dir = mkdtempSync(join(tmpdir(), "psql-"));
const hasPsql = spawnSync("psql", ["--version"]).status === 0;
const testWithPsql = hasPsql ? test : test.skip;
let server: OwnPostgres | undefined;
let postgres: Postgres;

beforeAll(async () => {
  if (!hasPsql) return;
  server = await ownPostgres();
  ({ postgres } = server);
}, 60_000);

afterAll(async () => {
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

async function rows(database: string | undefined, sql: string): Promise<unknown[]> {
  const client = new Client({ ...postgres.superuser, ...(database && { database }) });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows.flat();
  } finally {
    await client.end();
  }
}

function psql(script: string) {
  const { host, port, password } = postgres.superuser;
  const user = String(postgres.superuser.user);
  return spawnSync("psql", ["--no-psqlrc", "-U", user, "-f", "-", "defaultdb"], {
    input: script,
    encoding: "utf8",
    env: {
      ...{ PATH: process.env.PATH, PGHOST: host, PGPORT: String(port), PGSSLMODE: "require" },
      PGPASSWORD: String(password),
    },
  });
}

function scriptFor(model: Partial<DatabaseModel> & { readonly database: string }): string {
  const whole = { tables: [], ...model };
  return setupScript([
    { connectorName: model.database, autocreate: undefined, unclear: [], model: whole },
  ]);
}

const marker = join(dir, "a-command-ran");
const oddNames = [
  `it's "quoted"`,
  String.raw`back\slash \' \! touch ${marker}`,
  "a=b host=nowhere.invalid",
  "postgresql://nowhere.invalid/x",
  "%61 100%",
  "$HOME $$ $cdc$",
  "`touch " + marker + "`",
  ":var :'USER' :\"USER\"",
  " spaces  within ",
  "-- comment; /* */",
];

testWithPsql.each(oddNames)("psql sets up database, table and role named <%s>", async (name) => {
  const quoted = escapeIdentifier(name);
  await rows(undefined, `CREATE DATABASE ${quoted}`);
  await rows(undefined, `CREATE ROLE ${quoted}`);
  await rows(name, `CREATE SCHEMA ${quoted}`);
  await rows(name, `CREATE TABLE ${quoted}.${quoted} (id int PRIMARY KEY)`);
  const tables = [{ schema: name, table: name }];
  const script = scriptFor({ database: name, tables, publication: name, role: name });
  const { status, stderr } = psql(script);
  expect([status, stderr]).toEqual([0, ""]);
  expect(await rows(name, "SELECT tablename FROM pg_publication_tables")).toEqual([name]);
  expect(existsSync(marker)).toBe(false);
});

testWithPsql("the script ends where it cannot connect, and changes no other database", async () => {
  const tables = [{ schema: "public", table: "orders" }];
  await rows("defaultdb", "CREATE TABLE orders (id int PRIMARY KEY)");
  const script = scriptFor({ database: "no such database", tables, publication: "stray" });
  const { status, stderr } = psql(script);
  expect(status).not.toBe(0);
  expect(stderr).toContain('database "no such database" does not exist');
  expect(await rows("defaultdb", "SELECT pubname FROM pg_publication")).toEqual([]);
});
