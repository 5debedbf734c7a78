import type { Client } from "pg";
import { databaseModel } from "../../database/from-connector";
import { identifier, qualified } from "../../database/names";
import { failed, type CheckResult, listOf, ok, skipped, warning } from "../check-result";
import { isTaken, type Table } from "./tables";

type ConnectorConfig = Readonly<Record<string, string>>;

/** The role that the connector logs in as. */
export interface Role {
  readonly canLogin: boolean;
  /** By the attribute REPLICATION, or as a superuser. */
  readonly canReplicate: boolean;
  /** CONNECT on the database. */
  readonly canConnect: boolean;
  /** Its password is no longer valid (PostgreSQL: `VALID UNTIL`). */
  readonly isExpired: boolean;
}

/** What the role may do with a table. */
export interface TableRights {
  readonly name: string;
  /** USAGE on its schema. */
  readonly usage: boolean;
  /** Columns that it may not read, by rights on the table or on the column. */
  readonly unreadable: readonly string[];
  readonly columns: number;
  /** Of SELECT, INSERT, UPDATE and DELETE those on the whole table. */
  readonly privileges: readonly string[];
  /** Row level security applies to the role. */
  readonly hidesRows: boolean;
}

/** @returns undefined where there is no such role */
export async function readRole(client: Client, name: string): Promise<Role | undefined> {
  const { rows } = await client.query<Role>(
    `SELECT rolcanlogin AS "canLogin", rolreplication OR rolsuper AS "canReplicate",
            has_database_privilege(oid, current_database(), 'CONNECT') AS "canConnect",
            coalesce(rolvaliduntil < now(), false) AS "isExpired"
       FROM pg_roles WHERE rolname = $1`,
    [name],
  );
  return rows[0];
}

/** @param tables `public.orders` */
export async function readRights(
  client: Client,
  role: string,
  tables: readonly string[],
): Promise<TableRights[]> {
  const { rows } = await client.query<TableRights>(
    `SELECT n.nspname || '.' || c.relname AS name,
            has_schema_privilege(r.oid, n.oid, 'USAGE') AS usage,
            ARRAY(SELECT a.attname::text FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     AND NOT has_column_privilege(r.oid, c.oid, a.attnum, 'SELECT')
                   ORDER BY a.attnum) AS unreadable,
            (SELECT count(*)::int FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
            ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p
                   WHERE has_table_privilege(r.oid, c.oid, p)) AS privileges,
            c.relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls
              AND (c.relforcerowsecurity OR NOT pg_has_role(r.oid, c.relowner, 'USAGE'))
              AS "hidesRows"
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, pg_roles r
      WHERE r.rolname = $1 AND n.nspname || '.' || c.relname = ANY ($2) AND c.relkind IN ('r', 'p')
      ORDER BY 1`,
    [role, tables],
  );
  return rows;
}

/** Whether the connector's own user, not whoever verifies, may do what the connector does. */
export async function accessResults(
  client: Client,
  config: ConnectorConfig,
  captured: readonly Table[],
): Promise<CheckResult[]> {
  const user = config["database.user"];
  if (user === undefined || user.includes("${")) {
    return [
      skipped("user", "its name (database.user) is a reference: its rights cannot be looked up"),
    ];
  }
  const { heartbeat, signal } = databaseModel(config).model;
  const own = [heartbeat, signal].flatMap((table) =>
    table ? [`${table.schema}.${table.table}`] : [],
  );
  const role = await readRole(client, user);
  const names = captured.map(({ name }) => name);
  const rights = await readRights(client, user, [...names, ...own]);
  return judgeAccess({ user, role, rights, captured: names, config });
}

interface Access {
  readonly user: string;
  readonly role: Role | undefined;
  readonly rights: readonly TableRights[];
  readonly captured: readonly string[];
  readonly config: ConnectorConfig;
}

export function judgeAccess({ user, role, rights, captured, config }: Access): CheckResult[] {
  const what = `user ${user}`;
  if (!role) return [failed(what, "does not exist in PostgreSQL: the connector cannot log in")];
  const of = rights.filter(({ name }) => captured.includes(name));
  const violations = [
    ...roleFaults(role, user, config["database.dbname"] ?? "defaultdb"),
    ...readFaults(of, user, config),
    ...writeFaults(rights, user, config),
  ];
  const hidden = of.filter(({ hidesRows }) => hidesRows).map(({ name }) => name);
  return [
    violations.length > 0
      ? failed(what, violations.join("; "))
      : ok(what, `may log in, replicate and read ${captured.length} captured tables`),
    ...(hidden.length > 0
      ? [
          warning(
            "row level security",
            `of ${listOf(hidden)} applies to ${user}: a snapshot misses the rows that no policy shows, without an error; ALTER ROLE ${identifier(user)} BYPASSRLS, or a policy FOR SELECT TO ${identifier(user)} USING (true)`,
          ),
        ]
      : []),
  ];
}

function roleFaults(role: Role, user: string, database: string): string[] {
  return [
    ...(role.canLogin ? [] : [`may not log in; ALTER ROLE ${identifier(user)} LOGIN`]),
    ...(role.isExpired
      ? [`has an expired password; ALTER ROLE ${identifier(user)} VALID UNTIL 'infinity'`]
      : []),
    ...(role.canReplicate
      ? []
      : [`may not replicate: it cannot read its slot; ALTER ROLE ${identifier(user)} REPLICATION`]),
    ...(role.canConnect
      ? []
      : [
          `may not connect to ${database}; GRANT CONNECT ON DATABASE ${identifier(database)} TO ${identifier(user)}`,
        ]),
  ];
}

/** A snapshot reads the columns that are captured, and no others. */
function readFaults(
  rights: readonly TableRights[],
  user: string,
  config: ConnectorConfig,
): string[] {
  const schemas = new Set(
    rights.filter(({ usage }) => !usage).map(({ name }) => name.split(".")[0] ?? ""),
  );
  const refused = rights.filter(({ unreadable, columns }) => unreadable.length === columns);
  const partly = rights.flatMap(({ name, unreadable, columns }) => {
    if (unreadable.length === columns) return [];
    const captured = unreadable.filter((column) =>
      isTaken(`${name}.${column}`, config["column.include.list"], config["column.exclude.list"]),
    );
    return captured.length > 0 ? [`${name} (${captured.join(", ")})`] : [];
  });
  const tables = refused.map(({ name }) => name);
  return [
    ...[...schemas].map(
      (schema) =>
        `may not use schema ${schema}: the connector finds none of its tables; GRANT USAGE ON SCHEMA ${identifier(schema)} TO ${identifier(user)}`,
    ),
    ...(tables.length > 0
      ? [
          `may not read ${listOf(tables)}: a snapshot fails; GRANT SELECT ON ${listOf(tables)} TO ${identifier(user)}`,
        ]
      : []),
    ...(partly.length > 0
      ? [
          `may not read columns of ${listOf(partly)}: a snapshot fails; GRANT SELECT on them to ${identifier(user)}, or leave them out with column.exclude.list`,
        ]
      : []),
  ];
}

/** The connector's own tables: it writes the marks of an incremental snapshot, and its heartbeat. */
function writeFaults(
  rights: readonly TableRights[],
  user: string,
  config: ConnectorConfig,
): string[] {
  const { heartbeat, signal } = databaseModel(config).model;
  const writesBeat = { insert: ["INSERT"], upsert: ["INSERT", "UPDATE"], update: ["UPDATE"] };
  const needs = [
    ...(signal
      ? [
          {
            table: signal,
            needed: signal.deletes ? ["INSERT", "DELETE"] : ["INSERT"],
            harm: "no incremental snapshot can run",
          },
        ]
      : []),
    ...(heartbeat
      ? [{ table: heartbeat, needed: writesBeat[heartbeat.writes], harm: "its heartbeat fails" }]
      : []),
  ];
  return needs.flatMap(({ table, needed, harm }) => {
    const name = `${table.schema}.${table.table}`;
    const found = rights.find((each) => each.name === name);
    if (!found) return [`misses table ${name}: ${harm}; \`npx cdc sql\` prints it`];
    const left = needed.filter((privilege) => !found.privileges.includes(privilege));
    if (left.length === 0) return [];
    return [
      `may not ${left.join(" or ")} on ${name}: ${harm}; GRANT ${left.join(", ")} ON ${qualified(table)} TO ${identifier(user)}`,
    ];
  });
}
