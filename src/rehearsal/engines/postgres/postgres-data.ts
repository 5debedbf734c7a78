import { execFile } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { EngineProcess } from "../engine-process";
import { moveIn } from "../files";
import type { Guard } from "../guard";
import type { OtherUser } from "./other-user";

export const superuser = "postgres";

export interface MakeDataOptions {
  /** The folder of PostgreSQL's programs, where the other user can run them. */
  readonly programs: string;
  /** Tells one build of a version from another. */
  readonly build: string;
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
  const template = templates === undefined ? undefined : templateIn(templates, options);
  let password: string;
  if (template !== undefined && existsSync(template)) {
    password = await readFile(join(template, "password"), "utf8");
    await copy(join(template, "data"), making);
    await options.user.own(making);
  } else {
    password = await initialize(options, making);
    if (template !== undefined) await keepTemplate(template, making, password);
  }
  await rename(making, data);
  return password;
}

/** One for each of what its content depends on; and others may not read what one user has made. */
function templateIn(folder: string, { build, version }: MakeDataOptions): string {
  const hash = createHash("sha256").update(build).digest("hex").slice(0, 8);
  return join(folder, `postgres-${version}-${hash}-${process.getuid?.() ?? "user"}`);
}

/** Made under a name of its own: several servers may start at once where there is none yet. */
async function keepTemplate(template: string, data: string, password: string): Promise<void> {
  const making = `${template}.making-${randomUUID()}`;
  try {
    await mkdir(making, { recursive: true, mode: 0o700 });
    await copy(data, join(making, "data"));
    await writeFile(join(making, "password"), password, { mode: 0o600 });
    await moveIn(making, template);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function copy(from: string, to: string): Promise<void> {
  await promisify(execFile)("cp", ["-R", from, to]);
}

/** @returns the superuser's password */
async function initialize(options: MakeDataOptions, data: string): Promise<string> {
  const password = randomBytes(24).toString("base64url");
  const passwordFile = `${data}.password`;
  await emptyFolder(data, options.user);
  await writeFile(passwordFile, password, { mode: 0o600 });
  await options.user.own(passwordFile);
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
