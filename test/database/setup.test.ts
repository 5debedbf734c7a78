import { databaseModel } from "../../src/database/from-connector";
import type { DatabaseModel } from "../../src/database/model";
import { connectCommand, identifier, literal } from "../../src/database/names";
import { setupScript } from "../../src/database/script";
import { databaseSetup } from "../../src/database/setup";

const model: DatabaseModel = {
  database: "shop",
  tables: [
    { schema: "public", table: "orders", replicaIdentity: "full" },
    { schema: "sales", table: "lines", replicaIdentity: { index: "lines_key" } },
    { schema: "sales", table: "log" },
  ],
  publication: "cdc",
  heartbeat: { schema: "public", table: "beat", columns: ["id", "at"], writes: "upsert" },
  signal: { schema: "cdc", table: "signal", deletes: false },
  role: "capture",
};

test("everything that a model can say, in the order in which it can be run", () => {
  expect(databaseSetup(model).map((sql) => sql.replace(/\s+/g, " "))).toEqual([
    'CREATE SCHEMA IF NOT EXISTS "cdc"',
    'CREATE TABLE IF NOT EXISTS "public"."beat" ("id" text PRIMARY KEY, "at" text)',
    'CREATE TABLE IF NOT EXISTS "cdc"."signal" (id varchar(42) PRIMARY KEY, type varchar(32) NOT NULL, data varchar(2048))',
    'ALTER TABLE "public"."orders" REPLICA IDENTITY FULL',
    'ALTER TABLE "sales"."lines" REPLICA IDENTITY USING INDEX "lines_key"',
    expect.stringContaining("has neither a primary key nor a replica identity"),
    'DO $cdc$ BEGIN IF EXISTS (SELECT FROM pg_publication WHERE pubname = \'cdc\') THEN ALTER PUBLICATION "cdc" SET TABLE "public"."orders", "sales"."lines", "sales"."log", "public"."beat", "cdc"."signal"; IF EXISTS (SELECT FROM pg_publication WHERE pubname = \'cdc\' AND NOT pubviaroot) THEN ALTER PUBLICATION "cdc" SET (publish_via_partition_root = true); END IF; ELSE CREATE PUBLICATION "cdc" FOR TABLE "public"."orders", "sales"."lines", "sales"."log", "public"."beat", "cdc"."signal" WITH (publish_via_partition_root = true); END IF; END $cdc$',
    'GRANT USAGE ON SCHEMA "public" TO "capture"',
    'GRANT USAGE ON SCHEMA "sales" TO "capture"',
    'GRANT USAGE ON SCHEMA "cdc" TO "capture"',
    'GRANT SELECT ON TABLE "public"."orders" TO "capture"',
    'GRANT SELECT ON TABLE "sales"."lines" TO "capture"',
    'GRANT SELECT ON TABLE "sales"."log" TO "capture"',
    'GRANT SELECT, INSERT, UPDATE ON TABLE "public"."beat" TO "capture"',
    'GRANT INSERT ON TABLE "cdc"."signal" TO "capture"',
  ]);
});

test("never a publication of all tables, of a schema, a right on all of something, or a role", () => {
  expect(databaseSetup(model).join(";\n")).not.toMatch(
    /\bALL\b|TABLES IN|CREATE ROLE|ALTER ROLE|WITH GRANT|OWNER|SUPERUSER/,
  );
});

test("the owner needs no grants, and a plugin without publications none", () => {
  const { tables } = model;
  expect(databaseSetup({ database: "shop", tables })).toEqual([
    'ALTER TABLE "public"."orders" REPLICA IDENTITY FULL',
    'ALTER TABLE "sales"."lines" REPLICA IDENTITY USING INDEX "lines_key"',
  ]);
  expect(databaseSetup({ database: "shop", tables: [] })).toEqual([]);
});

test("a name is a name, whatever is in it", () => {
  const sql = databaseSetup({
    database: "shop",
    tables: [{ schema: "s", table: `a"; DROP TABLE b; --'$cdc$` }],
    publication: "p'$cdc1$",
    role: 'r"x',
  }).join("\n");
  expect(sql).toContain(`"s"."a""; DROP TABLE b; --'$cdc$"`);
  expect(sql).toContain("pubname = 'p''$cdc1$'");
  expect(sql).toContain("DO $cdc2$");
  expect(sql).toContain('TO "r""x"');
});

const config = {
  "plugin.name": "pgoutput",
  "database.user": "capture",
  "database.dbname": "shop",
  "table.include.list": "public.Orders, public\\.lines",
  "publication.name": "cdc",
  "heartbeat.interval.ms": "1000",
};
const read = (more: Record<string, string> = {}) => databaseModel({ ...config, ...more });

test("a model is read from the connector's own configuration", () => {
  expect(
    read({
      "replica.identity.autoset.values": "public.Orders:FULL,public.*:INDEX lines_key",
      "heartbeat.action.query": "INSERT INTO Beat (status) VALUES (1)",
      "signal.data.collection": "cdc.signal",
      "incremental.snapshot.watermarking.strategy": "insert_delete",
    }),
  ).toEqual({
    unclear: [],
    model: {
      database: "shop",
      tables: [
        { schema: "public", table: "Orders", replicaIdentity: "full" },
        { schema: "public", table: "lines", replicaIdentity: { index: "lines_key" } },
      ],
      publication: "cdc",
      heartbeat: { schema: "public", table: "beat", columns: ["status"], writes: "insert" },
      signal: { schema: "cdc", table: "signal", deletes: true },
      role: "capture",
    },
  });
});

test.each([
  ["SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)", undefined],
  ["INSERT INTO beat VALUES (now())", { columns: [], writes: "insert" }],
  [
    "INSERT INTO beat (id, at) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET at = EXCLUDED.at",
    { columns: ["id", "at"], writes: "upsert" },
  ],
  ['UPDATE beat SET at = now(), "No" = 1 WHERE true', { columns: ["at", "No"], writes: "update" }],
])("heartbeat %s", (query, expected) => {
  const { heartbeat } = read({ "heartbeat.action.query": query }).model;
  expect(heartbeat).toEqual(expected && { schema: "public", table: "beat", ...expected });
});

test("what only the database could tell is said, not guessed", () => {
  expect(read({ "table.include.list": "public.orders,public.log_.*" }).unclear).toEqual([
    "public.log_.*",
  ]);
  expect(read({ "table.include.list": "", "schema.include.list": "public" })).toMatchObject({
    unclear: ["public"],
    model: { tables: [] },
  });
});

test("avnadmin owns the tables; wal2json reads no publication", () => {
  const { model: admin } = read({ "database.user": "avnadmin", "plugin.name": "wal2json" });
  expect(admin).toMatchObject({ role: undefined, publication: undefined });
});

const withLineBreak = "a\n\\! touch /tmp/owned";
const refused = String.raw`name must have no control characters, got "a\n\\! touch /tmp/owned"; use "a\\! touch /tmp/owned"`;

test.each([
  ["database", { database: withLineBreak }],
  ["schema", { tables: [{ schema: withLineBreak, table: "t", replicaIdentity: "full" }] }],
  ["table", { tables: [{ schema: "public", table: withLineBreak, replicaIdentity: "full" }] }],
  ["index", { tables: [{ schema: "s", table: "t", replicaIdentity: { index: withLineBreak } }] }],
  ["publication", { publication: withLineBreak }],
  ["role", { role: withLineBreak }],
  ["column", { heartbeat: { ...model.heartbeat, columns: [withLineBreak] } }],
] as [string, Partial<DatabaseModel>][])("no script has a line break of a %s", (_kind, more) => {
  const connector = { connectorName: "orders", autocreate: undefined, unclear: [] };
  expect(() => setupScript([{ ...connector, model: { ...model, ...more } }])).toThrow(refused);
});

test("the comments of a script keep to their lines, whatever the names in them", () => {
  const lines = "x\n\\! touch /tmp/owned\u2028\u0085\rDROP";
  const script = setupScript([
    {
      ...{ connectorName: lines, autocreate: undefined, unclear: [lines] },
      model: { database: "shop", tables: [] },
    },
  ]);
  expect(script).not.toMatch(/^(\\!|DROP)/m);
  expect(script).toContain(
    String.raw`-- Connector x\n\! touch /tmp/owned\u2028\u0085\rDROP, database shop`,
  );
});

test.each(["\0", "\t", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"])(
  "no SQL is written with the control character %j",
  (character) => {
    for (const write of [identifier, literal, connectCommand]) {
      expect(() => write(`a${character}b`)).toThrow("must have no control characters");
    }
  },
);

test("what is no control character is written as it is", () => {
  const name = "Größe 名前 🚀 \u00a0\u200b";
  expect(identifier(name)).toBe(`"${name}"`);
});
