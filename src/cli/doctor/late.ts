import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineVersions } from "../../rehearsal/cloud/engine-versions";
import { Downloader } from "../../rehearsal/engines/fetch/download";
import { locksDir, readLock } from "../../rehearsal/engines/fetch/lock";
import { findRepository } from "../../rehearsal/engines/fetch/repository/repository";
import { otherUserThanRoot } from "../../rehearsal/engines/postgres/other-user";
import { findPostgres, postgresVersion } from "../../rehearsal/engines/postgres/postgres-files";
import { mustBeUsable } from "../../rehearsal/engines/unusable-path";
import { enginesDir, isDefaultRunDir, runDir } from "../../rehearsal/home";
import { mustBeTakeable, refused } from "../../rehearsal/session/claim/run-folder";
import { abandonedFolders, killedHosts } from "../../rehearsal/session/claim/stale";
import { hello } from "../../rehearsal/session/socket/client";
import { findHolder } from "../../rehearsal/session/socket/connect";
import { shellWord } from "../../base/text/shell";
import { type Diagnosis, diagnosed, ok, skipped, warning } from "./result.cjs";

/** A registry answers within a second or two, a proxy that is not there never. */
const networkMs = 15_000;

/** Of this many seconds TLS and rules that go by the day take no notice. */
const toleratedSeconds = 5 * 60;

/** What only the compiled program can look at: the rehearsal's own checks. */
export async function lateChecks(): Promise<Diagnosis[]> {
  const maven = askMaven();
  return Promise.all([
    diagnosed("PostgreSQL", postgres),
    maven.then(({ diagnosis }) => diagnosis),
    diagnosed("rehearsal folder", rehearsalFolder),
    diagnosed("earlier rehearsals", earlierRehearsals),
    maven.then(({ serverTime }) => clock(serverTime)),
  ]);
}

async function postgres(): Promise<Diagnosis> {
  const bin = await findPostgres();
  const version = await postgresVersion(bin);
  otherUserThanRoot();
  return ok("PostgreSQL", `${version}, ${bin}`);
}

interface Asked {
  readonly diagnosis: Diagnosis;
  readonly serverTime?: Date;
}

/** Asks as a set-up would for the first of Kafka's jars. */
async function askMaven(): Promise<Asked> {
  const what = "Maven repository";
  const { kafka } = engineVersions({});
  // what is there already is not fetched again
  const isFetched = existsSync(join(enginesDir, `kafka-${kafka}`));
  let serverTime: Date | undefined;
  const diagnosis = await diagnosed(
    what,
    async () => {
      const { downloads } = await readLock(locksDir, "kafka", kafka);
      const [first] = downloads;
      if (!first) throw new Error(`the lock of kafka ${kafka} is empty`);
      const repository = await findRepository();
      const downloader = await Downloader.open(repository);
      try {
        serverTime = await downloader.ask(first, AbortSignal.timeout(networkMs));
      } finally {
        await downloader.close();
      }
      return ok(what, `${repository.url} answers`);
    },
    isFetched ? warning : undefined,
  );
  return { diagnosis, serverTime };
}

async function rehearsalFolder(): Promise<Diagnosis> {
  for (const folder of [enginesDir, runDir]) mustBeUsable(folder);
  await mustBeTakeable(runDir, isDefaultRunDir);
  try {
    accessSync(nearestExisting(runDir), constants.W_OK);
  } catch (error) {
    throw refused(runDir, error);
  }
  return ok("rehearsal folder", runDir);
}

function nearestExisting(folder: string): string {
  return existsSync(folder) ? folder : nearestExisting(dirname(folder));
}

async function earlierRehearsals(): Promise<Diagnosis> {
  const what = "earlier rehearsals";
  const holder = await findHolder(runDir);
  if (holder) {
    await hello(holder); // refuses one that is stopped, or hangs
    holder.socket.destroy();
    return ok(what, `one runs in this folder (process ${holder.info.pid})`);
  }
  const killed = await killedHosts(runDir);
  if (killed.length > 0) {
    return warning(
      what,
      `one was killed and left files in ${runDir} (process ${killed.join(", ")})`,
      `the next rehearsal clears them; so does rm -r ${shellWord(runDir)}`,
    );
  }
  const abandoned = abandonedFolders();
  if (abandoned.length === 0) return ok(what, "none left anything");
  return warning(
    what,
    `killed ones left ${abandoned.length} folders for temporary files`,
    `remove them: rm -r ${abandoned.map(shellWord).join(" ")}`,
  );
}

/** @param serverTime the clock of a registry. @default - no registry answered */
export function clock(serverTime: Date | undefined, now = new Date()): Diagnosis {
  if (!serverTime) return skipped("clock", "no server could be asked for the time");
  const seconds = Math.round((now.getTime() - serverTime.getTime()) / 1_000);
  if (Math.abs(seconds) <= toleratedSeconds) return ok("clock", now.toISOString());
  const direction = seconds > 0 ? "ahead of" : "behind";
  return warning(
    "clock",
    `${Math.abs(seconds)} s ${direction} the Maven repository's`,
    "set it, for instance by NTP: TLS certificates and rules on versions go by the day",
  );
}
