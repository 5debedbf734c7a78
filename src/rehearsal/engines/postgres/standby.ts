import { execFile } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Authority } from "../authority";
import type { Guard } from "../guard";
import { takePort } from "../ports";
import { otherUserThanRoot, removeElsewhere } from "./other-user";
import { configure } from "./postgres-config";
import { type Postgres, serve } from "./server";

export interface StartStandbyOptions {
  /** The server that it copies and follows. */
  readonly primary: Postgres;
  /** Whose certificate it shows. */
  readonly authority: Authority;
  readonly guard: Guard;
  /** For its data, certificate and log. */
  readonly dir: string;
  /** @default - a free one */
  readonly port?: number;
  /** How to give another port, said when this one is taken. */
  readonly portHint?: string;
  /** Of postgresql.conf: the primary's, which a standby must not be below, and its own. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly signal?: AbortSignal;
}

/**
 * A copy of a server that follows it: roles, databases, tables and publications are the primary's, and
 * nothing can be written. Its replication slots are its own.
 */
export async function startStandby(options: StartStandbyOptions): Promise<Postgres> {
  try {
    return await start(options);
  } catch (error) {
    await removeElsewhere(options.dir);
    throw error;
  }
}

async function start(options: StartStandbyOptions): Promise<Postgres> {
  const { primary, authority, guard, dir, settings, signal } = options;
  const port = await takePort(options.port, options.portHint);
  const user = otherUserThanRoot();
  await mkdir(dir, { recursive: true });
  const place = await user.enterable(dir);
  const programs = await user.runnable(primary.programs, place);
  const data = join(place, "data");
  await copy(primary, data);
  await configure(
    data,
    port,
    {
      ...settings,
      // else a vacuum of the primary takes rows that a slot here still needs, and the slot is lost
      hot_standby_feedback: "on",
      primary_conninfo: connectionTo(primary),
    },
    user,
    authority.server,
  );
  await user.own(data);
  const login = loginOf(primary.superuser);
  const admin = loginOf(primary.admin);
  return serve({
    ...{ dir, place, data, guard, user, programs, port, authority, login, admin, signal },
    ...{ build: primary.programs, version: primary.version },
    logFile: join(dir, "postgres.log"),
    database: String(primary.admin.database),
    secrets: [login.password, admin.password],
  });
}

/** The primary goes on meanwhile: what it writes is in its log, which the copy reads first. */
async function copy(primary: Postgres, data: string): Promise<void> {
  const making = `${data}.making`;
  await rm(making, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
  const client = new pg.Client(primary.superuser);
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('read replica', fast => true)");
    // files that the server removes as they are copied are in its log, too
    await promisify(execFile)("cp", ["-R", primary.data, making]).catch((error: Error) => {
      if (!/^cp: .*No such file or directory$/m.test(error.message)) throw error;
    });
    const { rows } = await client.query<{ labelfile: string }>(
      "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)",
    );
    await writeFile(join(making, "backup_label"), rows[0]?.labelfile ?? "");
  } finally {
    await client.end();
  }
  await rm(join(making, "postmaster.pid"), { force: true });
  // slots are of one server: those of the primary would keep the copy's log for nobody
  await rm(join(making, "pg_replslot"), { recursive: true, force: true });
  await mkdir(join(making, "pg_replslot"), { mode: 0o700 });
  await writeFile(join(making, "standby.signal"), "");
  await rename(making, data);
}

function connectionTo({ superuser: { host, port, user, password } }: Postgres): string {
  return `host=${host} port=${port} user=${user} password=${String(password)} sslmode=require`;
}

function loginOf({ user, password }: pg.ClientConfig) {
  return { user: String(user), password: String(password) };
}
