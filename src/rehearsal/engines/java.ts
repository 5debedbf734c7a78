import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type * as found from "./find-java.cjs";

export { findJava } from "./find-java.cjs";

export type Java = found.Java;

/**
 * - `lean`: starts in half the time and fits four times into 700 MB; half the throughput
 * - `full`: the heaps and the compiler that Kafka ships with, for benchmarks
 */
export type JvmProfile = "lean" | "full";

const profiles: Record<JvmProfile, readonly string[]> = {
  lean: ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xms32m", "-Xmx128m", "-Xss512k"],
  full: ["-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20", "-Xms1g", "-Xmx1g"],
};

/** Warnings and errors only, and those to the process's own log: no configuration file to find. */
const logging = [
  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
  "-Dorg.slf4j.simpleLogger.showDateTime=true",
  "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
  // Kafka loads log4j for its list of loggers, wherever it logs to; log4j's core costs 0.2 s.
  "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
];

/**
 * Kafka keeps a client's PEM in a key store in memory, which Java encrypts by a password of thousands of
 * rounds: a seventh of what a worker's start takes, to protect what lies beside it in clear text.
 */
const keyStores = ["-Dkeystore.pkcs12.keyPbeIterationCount=1"];

/** No configuration that comes from outside may read files or the environment by itself. */
const closed = ["-Dorg.apache.kafka.automatic.config.providers=none"];

export interface JvmOptions {
  readonly profile: JvmProfile;
  /** An archive of loaded classes (AppCDS): used when it is there, ignored by an unlike runtime. */
  readonly archive: string;
  /** Where native libraries are unpacked: no JVM leaves files in the machine's own folder. */
  readonly tmpDir: string;
  /** Write the archive as this process ends in order, when there is none yet. */
  readonly train?: boolean;
  /** @default - the profile's */
  readonly maxHeap?: string;
}

export interface JvmArguments {
  readonly args: string[];
  /** Puts the archive in its place; to be called once the process has ended in order. */
  readonly keepArchive: (() => Promise<void>) | undefined;
}

export function jvmArguments(options: JvmOptions): JvmArguments {
  const { profile, archive, tmpDir, train, maxHeap } = options;
  const args = [...profiles[profile], "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"];
  args.push(...logging, ...keyStores, ...closed, `-Djava.io.tmpdir=${tmpDir}`);
  if (maxHeap !== undefined) args.push(`-Xmx${maxHeap}`);
  if (existsSync(archive)) {
    // An archive of another class path is left unused; that is no reason for a warning in a log.
    args.push(`-XX:SharedArchiveFile=${archive}`, "-Xshare:auto", "-Xlog:disable");
  } else if (train) {
    // Written aside: two rehearsals may train at once, and an interrupted one leaves half a file.
    const making = `${archive}.making-${randomUUID()}`;
    args.push(`-XX:ArchiveClassesAtExit=${making}`, "-Xlog:disable");
    return {
      args,
      keepArchive: () => rename(making, archive).catch(() => rm(making, { force: true })),
    };
  }
  return { args, keepArchive: undefined };
}

/** A folder for the temporary files of one JVM, below its engine's. */
export async function ownTmpDir(folder: string): Promise<string> {
  const tmpDir = join(folder, "tmp");
  await mkdir(tmpDir, { recursive: true, mode: 0o700 });
  return tmpDir;
}
