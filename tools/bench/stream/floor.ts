import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Engines } from "./engines/engines";

const run = promisify(execFile);
const name = "floor";
const pluginOptions = { proto_version: "1", publication_names: name };

/** A slot that stands where the log is now, for a publication of these tables. */
export async function makeFloorSlot({ client }: Engines, tables: readonly string[]): Promise<void> {
  await client.query(`DROP PUBLICATION IF EXISTS ${name}`);
  await client.query(`CREATE PUBLICATION ${name} FOR TABLE ${tables.join(", ")}`);
  await client.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [name]);
}

/**
 * Rows a second that pgoutput decodes of the log since, received by pg_recvlogical, or where that
 * is not installed by a client as idle as it: what takes the time is the server's sending.
 */
export async function decodeFloor(engines: Engines, rows: number): Promise<number> {
  const { client } = engines;
  const { rows: positions } = await client.query("SELECT pg_current_wal_lsn()::text AS lsn");
  const program = await findRecvlogical();
  const started = performance.now();
  if (program) await recvlogical(engines, program, String(positions[0].lsn));
  else await receive(engines, rows);
  const seconds = (performance.now() - started) / 1_000;
  while ((await client.query(dropSlot, [name])).rows.length === 0);
  return rows / seconds;
}

const dropSlot =
  "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active";

async function recvlogical({ postgres, dir }: Engines, program: string, end: string) {
  const { host, port, user, database, password } = postgres.admin;
  const options = Object.entries(pluginOptions).flatMap(([key, value]) => [
    "-o",
    `${key}=${value}`,
  ]);
  await run(
    program,
    [
      ...["-h", String(host), "-p", String(port), "-U", String(user), "-d", String(database)],
      ...["--no-password", "--slot", name, "--start", "--no-loop", "--file", "/dev/null"],
      ...["--fsync-interval=0", "--endpos", end, ...options],
    ],
    { cwd: dir, env: { ...process.env, PGPASSWORD: String(password), PGSSLMODE: "require" } },
  );
}

async function receive({ postgres }: Engines, rows: number): Promise<void> {
  const config = { ...postgres.admin, replication: "database" };
  const client = new pg.Client(config);
  await client.connect();
  const [data, insert] = [0x77, 0x49];
  const headerBytes = 25;
  let left = rows;
  const options = Object.entries(pluginOptions).map(([key, value]) => `${key} '${value}'`);
  await new Promise<void>((resolve, reject) => {
    client.connection.on("copyData", ({ chunk }) => {
      if (chunk[0] === data && chunk[headerBytes] === insert && --left === 0) resolve();
    });
    // ended by us, as nothing else ends it
    client.on("error", (error) => (left > 0 ? reject(error) : undefined));
    client
      .query(`START_REPLICATION SLOT ${name} LOGICAL 0/0 (${options.join(", ")})`)
      .catch((error: Error) => (left > 0 ? reject(error) : undefined));
  });
  client.connection.stream.destroy();
}

/** On the path, or where Debian keeps one a version: it comes with PostgreSQL's client. */
async function findRecvlogical(): Promise<string | undefined> {
  const debian = "/usr/lib/postgresql";
  const versions = (await readdir(debian).catch(() => [])).sort().reverse();
  return [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ]
    .map((folder) => join(folder, "pg_recvlogical"))
    .find((file) => existsSync(file));
}
