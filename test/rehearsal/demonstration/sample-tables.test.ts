import { databaseSetup } from "../../../src/database/setup";
import type { PostgresService, SampleTable } from "../../../src/rehearsal/cloud/services";
import { withClient } from "../../../src/rehearsal/demonstration/database-client";
import { makeMissingTables, tablesOf } from "../../../src/rehearsal/demonstration/sample-tables";
import type { Postgres } from "../../../src/rehearsal/engines/postgres/postgres";
import { type OwnPostgres, ownPostgres } from "../support/postgres";
import { readPublication } from "../../../src/verify/checks/publication";
import { capturedTables, readTables } from "../../../src/verify/checks/tables";

let server: OwnPostgres | undefined;
let postgres: Postgres;

beforeAll(async () => {
  server = await ownPostgres();
  ({ postgres } = server);
}, 60_000);

afterAll(() => server?.close());

const database = "defaultdb";
const sql = (text: string) =>
  withClient({ ...postgres.admin, database }, async (client) => (await client.query(text)).rows);

/** What is made and told for the tables of one connector. */
async function made(list: string, more: Record<string, string> = {}) {
  const sampleTables: SampleTable[] = [];
  const lines: string[] = [];
  const service = { type: "pg", engine: postgres } as unknown as PostgresService;
  const config = {
    "database.port": String(postgres.port),
    "database.dbname": database,
    "plugin.name": "pgoutput",
    "table.include.list": list,
    ...more,
  };
  await makeMissingTables({ services: [service], sampleTables }, config, (line) =>
    lines.push(line),
  );
  return { samples: sampleTables.map(({ table }) => table), lines };
}

const sample = (name: string) =>
  `${name} did not exist: made a sample with two rows (with Aiven, make it first)`;

test("a table in mixed case that exists is no sample, however the list writes it", async () => {
  await sql('CREATE TABLE "OrderItems" (id int PRIMARY KEY)');
  expect(await made("public.OrderItems")).toEqual({ samples: [], lines: [] });
  expect(await made("public.orderitems")).toEqual({ samples: [], lines: [] });
  await sql('DROP TABLE "OrderItems"');
  expect(await made("public.OrderItems")).toEqual({
    samples: ["public.OrderItems"],
    lines: [sample("public.OrderItems")],
  });
  expect(await sql('SELECT name FROM "OrderItems" ORDER BY id')).toHaveLength(2);
  expect(await made("public.OrderItems")).toEqual({ samples: [], lines: [] });
});

test("a name with a space or an escaped dollar is made a sample of, letter by letter", async () => {
  const list = "public.Order Items,public.order\\$x";
  const names = ["public.Order Items", "public.order$x"];
  expect(tablesOf({ "table.include.list": list })).toEqual(names);
  expect(await made(list)).toEqual({ samples: names, lines: names.map(sample) });
  expect(await made(list)).toEqual({ samples: [], lines: [] });
});

test("an entry that matches no table is named, and nothing is made for it", async () => {
  const unmatched = (entry: string) =>
    `${entry} of table.include.list matches no table: nothing is captured by it`;
  expect(await made("public.order$x,nowhere\\..*")).toEqual({
    samples: [],
    lines: ["public.order$x", "nowhere\\..*"].map(unmatched),
  });
  expect(await made("public\\.order.*")).toEqual({ samples: [], lines: [] });
});

test("a view and a table without a key are named with what to do", async () => {
  await sql(
    "CREATE TABLE keyed (id int PRIMARY KEY); CREATE TABLE keyless (id int); " +
      "CREATE VIEW seen AS SELECT * FROM keyed",
  );
  expect(await made("public.keyed,public.keyless,public.seen")).toEqual({
    samples: [],
    lines: [
      "public.keyless has neither a primary key nor a replica identity: PostgreSQL refuses its updates and deletes once it is published; ALTER TABLE … REPLICA IDENTITY FULL, or give it a primary key",
      "public.seen is a view, of which PostgreSQL publishes no change: capture its tables",
    ],
  });
  await sql("ALTER TABLE keyless REPLICA IDENTITY FULL");
  expect((await made("public.keyless,public\\.se.*")).lines).toEqual([]);
});

test("a partitioned table is named where Debezium makes the publication, and well where cdc sql does", async () => {
  await sql(
    "CREATE TABLE log (id int PRIMARY KEY) PARTITION BY RANGE (id); " +
      "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (100)",
  );
  expect((await made("public.log", { "publication.name": "p" })).lines).toEqual([
    "public.log is partitioned: the publication that Debezium makes publishes its changes under the names of partitions, which are not captured; " +
      "once it is there, ALTER PUBLICATION p SET (publish_via_partition_root = true), or let npx cdc sql make it (publication.autocreate.mode disabled)",
  ]);
  expect((await made("public\\.log.*")).lines).toEqual([]);
  const byHand = { "publication.autocreate.mode": "disabled" };
  expect((await made("public.log", byHand)).lines).toEqual([]);

  const config = { "table.include.list": "public.log" };
  const read = () =>
    withClient({ ...postgres.admin, database }, async (client) => ({
      tables: capturedTables(config, await readTables(client, "p")),
      publication: await readPublication(client, "p"),
    }));
  await sql("CREATE PUBLICATION p FOR TABLE log");
  expect(await read()).toMatchObject({
    tables: { captured: [{ isPublished: true }], partitioned: ["public.log"] },
    publication: { isViaRoot: false },
  });
  const setup = databaseSetup({
    ...{ database, tables: [{ schema: "public", table: "log" }], publication: "p" },
  }).join(";\n");
  await sql(setup);
  expect((await read()).publication).toMatchObject({ isViaRoot: true });
  const version = () => sql("SELECT xmin FROM pg_publication");
  const before = await version();
  await sql(setup);
  expect(await version()).toEqual(before);
  await sql(`DROP PUBLICATION p; ${setup}`);
  expect((await read()).publication).toMatchObject({ isViaRoot: true });
});
