import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EngineProcess } from "./engine-process";
import { moveIn } from "./files";
import type { Guard } from "./guard";
import type { OtherUser } from "./other-user";

export const superuser = "postgres";

export interface MakeDataOptions {
  /** The folder of PostgreSQL's programs. */
  readonly programs: string;
  readonly version: string;
  readonly guard: Guard;
  readonly user: OtherUser;
  /** Where it is made, in a folder that exists. */
  readonly data: string;
  readonly logFile: string;
  /** Where initdb's work is kept for the next time. @default - initdb works each time */
  readonly templates?: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes a new data folder. What initdb works out, for a second of both cores, is the same every
 * time: from the second time on it is copied.
 *
 * @returns the superuser's password, to be changed where others have it too
 */
export async function makeData(options: MakeDataOptions): Promise<string> {
  const { data, templates } = options;
  // Made aside: what is interrupted could be taken for a whole data folder.
  const making = `${data}.making`;
  await rm(making, { recursive: true, force: true });
  let password: string;
  if (templates === undefined) {
    password = await initialize(options, making);
  } else {
    const template = await templateIn(templates, options);
    password = await readFile(join(template, "password"), "utf8");
    await emptyFolder(making, options.user);
    const content = `${join(template, "data")}/.`;
    await completed("copying PostgreSQL's data folder", options, "cp", ["-R", content, making]);
  }
  await rename(making, data);
  return password;
}

/** One for each of what its content depends on; and others may not read what one user has made. */
async function templateIn(folder: string, options: MakeDataOptions): Promise<string> {
  const { programs, version } = options;
  const build = createHash("sha256").update(programs).digest("hex").slice(0, 8);
  const template = join(folder, `postgres-${version}-${build}-${process.getuid?.() ?? "user"}`);
  if (existsSync(template)) return template;
  const making = `${template}.making-${process.pid}`;
  try {
    await mkdir(making, { recursive: true });
    const password = await initialize(options, join(making, "data"));
    await writeFile(join(making, "password"), password, { mode: 0o600 });
    await moveIn(making, template);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return template;
}

/** @returns the superuser's password */
async function initialize(options: MakeDataOptions, data: string): Promise<string> {
  const password = randomBytes(24).toString("base64url");
  const passwordFile = `${data}.password`;
  await emptyFolder(data, options.user);
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    await completed("PostgreSQL's initdb", options, join(options.programs, "initdb"), [
      ...["-D", data, "-U", superuser, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
      // The locale of the machine may not exist in the server; these are the server's own.
      ...["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
      ...(Number.parseInt(options.version) >= 17
        ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        : []),
    ]);
  } finally {
    await rm(passwordFile);
  }
  return password;
}

async function emptyFolder(path: string, user: OtherUser): Promise<void> {
  await mkdir(path, { mode: 0o700 });
  await user.own(path);
}

async function completed(
  name: string,
  { user, data, guard, logFile, signal }: MakeDataOptions,
  command: string,
  args: readonly string[],
): Promise<void> {
  const wrapped = user.wrap(command, args);
  const cwd = join(data, "..");
  const process = new EngineProcess({ name, ...wrapped, cwd, logFile, guard, lastSignal: "QUIT" });
  await process.completed(signal);
}
