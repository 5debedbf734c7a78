import { Client } from "pg";
import type { Postgres } from "../../src/rehearsal/engines/postgres/postgres";
import { type OwnPostgres, ownPostgres } from "../rehearsal/support/postgres";
import { allBlocks } from "./blocks";

let server: OwnPostgres | undefined;
let postgres: Postgres;

beforeAll(async () => {
  server = await ownPostgres();
  ({ postgres } = server);
}, 60_000);

afterAll(() => server?.close());

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
