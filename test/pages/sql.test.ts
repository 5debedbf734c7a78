import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type Guard, startGuard } from "../../src/rehearsal/engines/guard";
import { type Postgres, startPostgres } from "../../src/rehearsal/engines/postgres/postgres";
import { findPostgres } from "../../src/rehearsal/engines/postgres/postgres-files";
import { allBlocks } from "./blocks";

const dir = mkdtempSync(join(tmpdir(), "pages-sql-"));
let guard: Guard;
let postgres: Postgres;

beforeAll(async () => {
  guard = startGuard();
  postgres = await startPostgres({
    ...{ files: { postgres: await findPostgres() }, guard, dir: join(dir, "data") },
    ...{ adminUser: "avnadmin", adminPassword: "the administrator's", database: "defaultdb" },
  });
}, 60_000);

afterAll(async () => {
  await postgres?.stop();
  await guard?.close();
  rmSync(dir, { recursive: true, force: true });
});

const blocks = allBlocks("sql");

test.each(blocks)(
  "the SQL at $at runs as avnadmin, beside a slot called orders",
  async ({ code }) => {
    const client = new Client({ ...postgres.admin, database: "defaultdb" });
    await client.connect();
    try {
      await client.query(
        `SELECT pg_create_logical_replication_slot('orders', 'pgoutput')
        WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = 'orders')`,
      );
      const results = await client.query(code);
      const [first] = [results].flat();
      expect(first?.rows).toHaveLength(1);
    } finally {
      await client.end();
    }
  },
);
