import type { Client } from "pg";
import { databaseSetup } from "../../../src/database/setup";
import { Cdc, events } from "../support/cdc";
import { connected, value } from "../support/database";

const app = "examples/least-privilege.ts";
const cdc = new Cdc();
let running: ReturnType<Cdc["start"]>;
let owner: Client;
let user: Client;

beforeAll(async () => {
  running = await cdc.up(app);
  owner = await connected(cdc);
  user = await connected(cdc, "cdc_orders");
});

afterAll(async () => {
  await owner?.end();
  await user?.end();
  await cdc.down(running);
});

const printed = () => events(running.output());

test("a user who may replicate and read captures snapshot, insert, update and delete", () => {
  for (const table of ["orders", "order_lines"]) {
    const seen = printed().filter((event) => event.includes(`(shop.public.${table})`));
    expect(seen.map((event) => event.split(" ")[0]).sort()).toEqual(
      ["delete", "insert", "snapshot", "snapshot", "tombstone", "update"].sort(),
    );
  }
  expect(running.output()).toContain("user cdc_orders of orders-db, who may replicate");
  expect(running.output()).toContain(
    "publication orders of public.orders, public.order_lines and rights of cdc_orders, made as avnadmin",
  );
});

test("the slot is its own: nobody else's session reads it", async () => {
  expect(
    await value(
      owner,
      "SELECT usename FROM pg_stat_replication r JOIN pg_replication_slots s ON s.active_pid = r.pid WHERE slot_name = 'orders'",
    ),
  ).toBe("cdc_orders");
});

test("its rights are exactly these", async () => {
  const { rows } = await owner.query(
    `SELECT table_schema || '.' || table_name AS table, string_agg(privilege_type, ', ') AS rights
       FROM information_schema.table_privileges WHERE grantee = 'cdc_orders' GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    { table: "public.debezium_signal", rights: "INSERT" },
    { table: "public.order_lines", rights: "SELECT" },
    { table: "public.orders", rights: "SELECT" },
  ]);
  const { rows: roles } = await owner.query(
    `SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication
       FROM pg_roles WHERE rolname = 'cdc_orders'`,
  );
  expect(roles).toEqual([
    {
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolbypassrls: false,
      rolreplication: true,
    },
  ]);
});

const forbidden: [what: string, sql: string, refusal: RegExp][] = [
  [
    "insert into a captured table",
    "INSERT INTO orders (name, amount) VALUES ('x', 1)",
    /permission/,
  ],
  ["update a captured table", "UPDATE orders SET amount = 0", /permission denied for table orders/],
  ["delete from a captured table", "DELETE FROM orders", /permission denied for table orders/],
  ["truncate a captured table", "TRUNCATE orders", /permission denied for table orders/],
  ["read another table", "SELECT * FROM salaries", /permission denied for table salaries/],
  ["copy another table", "COPY salaries TO STDOUT", /permission denied for table salaries/],
  ["read the signals", "SELECT * FROM debezium_signal", /permission denied for table/],
  ["make a table", "CREATE TABLE mine (id int)", /permission denied for schema public/],
  ["make a schema", "CREATE SCHEMA mine", /permission denied for database/],
  [
    "make a publication",
    "CREATE PUBLICATION mine FOR TABLE orders",
    /permission denied for database/,
  ],
  ["change the publication", "ALTER PUBLICATION orders ADD TABLE salaries", /must be owner/],
  ["drop the publication", "DROP PUBLICATION orders", /must be owner of publication orders/],
  ["change a replica identity", "ALTER TABLE orders REPLICA IDENTITY FULL", /must be owner/],
  ["make a role", "CREATE ROLE mine", /permission denied to create role/],
  ["become the administrator", "SET ROLE avnadmin", /permission denied to set role/],
  ["make a database", "CREATE DATABASE mine", /permission denied to create database/],
];

describe("it may not", () => {
  beforeAll(() => owner.query("CREATE TABLE salaries (id int PRIMARY KEY, amount int)"));

  test.each(forbidden)("%s", async (_what, sql, refusal) => {
    await expect(user.query(sql)).rejects.toThrow(refusal);
  });
});

test("the right to write signals is enough for an incremental snapshot", async () => {
  await owner.query(
    `INSERT INTO debezium_signal VALUES ('again', 'execute-snapshot', '{"data-collections": ["public.orders"]}')`,
  );
  const before = printed().filter((event) => /^snapshot/.test(event)).length;
  const deadline = Date.now() + 30_000;
  const again = () => printed().filter((event) => /^snapshot/.test(event)).length - before;
  while (again() < 2 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(again()).toBe(2);
});

test("what `cdc sql` prints can be run again, by the owner, and changes nothing", async () => {
  const { code, stdout } = await cdc.run(["sql", "--app", app]);
  expect(code).toBe(0);
  const script = stdout.replace(/^\\.*$/gm, ""); // psql's own commands
  const state = () =>
    owner.query(
      `SELECT (SELECT json_agg(t ORDER BY t) FROM pg_publication_tables t) AS published,
              (SELECT json_agg(relacl ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relacl IS NOT NULL
                 AND relnamespace = 'public'::regnamespace) AS rights`,
    );
  const before = await state();
  expect(before.rows[0].published).toHaveLength(3);
  await owner.query(script);
  await owner.query(script);
  expect((await state()).rows).toEqual(before.rows);
});

test("PostgreSQL has no right to replicate some tables only: this user must be kept as safe as the data", async () => {
  // By a plugin that knows no publications a slot shows the changes of every table.
  await user.query("SELECT pg_create_logical_replication_slot('other', 'test_decoding', true)");
  await owner.query("INSERT INTO salaries VALUES (1, 100)");
  const seen = await user.query(
    "SELECT data FROM pg_logical_slot_get_changes('other', NULL, NULL)",
  );
  expect(seen.rows.map(({ data }) => data).join()).toContain("salaries");
});

describe("the database side of a model with everything in it", () => {
  const tables = [
    { schema: "sales", table: "Lines", replicaIdentity: { index: "lines_no" } },
    { schema: "sales", table: "log", replicaIdentity: "full" },
  ] as const;
  const beat = { schema: "cdc", table: "beat" };
  const model = (writes: "insert" | "upsert" | "update", columns: string[]) => ({
    database: "defaultdb",
    tables,
    publication: "everything",
    heartbeat: { ...beat, table: `beat_${writes}`, columns, writes },
    signal: { schema: "cdc", table: "signal", deletes: true },
    role: "cdc_orders",
  });

  beforeAll(async () => {
    await owner.query(`
      CREATE SCHEMA sales;
      CREATE TABLE sales."Lines" (no int NOT NULL);
      CREATE UNIQUE INDEX lines_no ON sales."Lines" (no);
      CREATE TABLE sales.log (line text)`);
  });

  test.each([
    ["insert", ["status"], "INSERT INTO cdc.beat_insert (status) VALUES (1)"],
    [
      "upsert",
      ["id", "at"],
      "INSERT INTO cdc.beat_upsert (id, at) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = EXCLUDED.at",
    ],
    ["update", ["at"], "UPDATE cdc.beat_update SET at = now()"],
  ] as const)(
    "twice, as the owner; then the role can %s its heartbeat",
    async (writes, columns, query) => {
      const setup = databaseSetup(model(writes, [...columns]));
      for (const sql of [...setup, ...setup]) await owner.query(sql);
      expect((await user.query(query)).rowCount).toBe(1);
      expect((await user.query(query)).rowCount).toBe(1);
      const published = await owner.query(
        "SELECT schemaname || '.' || tablename AS name FROM pg_publication_tables WHERE pubname = 'everything' ORDER BY 1",
      );
      expect(published.rows.map(({ name }) => name)).toEqual([
        `cdc.beat_${writes}`,
        "cdc.signal",
        "sales.Lines",
        "sales.log",
      ]);
      const { rows } = await owner.query(
        "SELECT relname, relreplident FROM pg_class WHERE relnamespace = 'sales'::regnamespace AND relkind = 'r' ORDER BY 1",
      );
      expect(rows).toEqual([
        { relname: "Lines", relreplident: "i" },
        { relname: "log", relreplident: "f" },
      ]);
    },
  );

  test("a table that nobody could change once it is published is refused beforehand", async () => {
    await owner.query("CREATE TABLE sales.keyless (a int)");
    const keyless = { ...model("insert", []), tables: [{ schema: "sales", table: "keyless" }] };
    const run = async () => {
      for (const sql of databaseSetup(keyless)) await owner.query(sql);
    };
    await expect(run()).rejects.toThrow(/neither a primary key nor a replica identity/);
    await owner.query("UPDATE sales.keyless SET a = 1");
  });
});
