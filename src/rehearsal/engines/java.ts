import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, realpath, rename, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { CannotRun } from "../../base/user-error";

const run = promisify(execFile);

export const oldestJava = 17;
const getJava =
  "get a JDK of version 17 or later (Debian, Ubuntu: apt install openjdk-17-jdk-headless; macOS: brew install openjdk@17)";

export interface Java {
  readonly command: string;
  /** As the runtime names itself, "17.0.15+6": archives of classes fit one runtime only. */
  readonly version: string;
}

/** The Java of JAVA_HOME, else of the PATH; refused when there is none or it is too old. */
export async function findJava(): Promise<Java> {
  const folders = [
    ...(process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, "bin")] : []),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const command = folders.map((folder) => join(folder, "java")).find((file) => existsSync(file));
  if (!command) throw new CannotRun(`java is missing, and Kafka runs on it; ${getJava}`);
  const version = (await versionFromRelease(command)) ?? (await versionFromRunning(command));
  const feature = Number(/^(?:1\.)?(\d+)/.exec(version)?.[1]);
  if (!(feature >= oldestJava)) {
    throw new CannotRun(
      `java is too old: ${command} is version ${version}, Kafka needs ${oldestJava} or later; ${getJava}`,
    );
  }
  return { command, version };
}

/** Every JDK has a file with its version, read in a millisecond, where a start takes 50. */
async function versionFromRelease(command: string): Promise<string | undefined> {
  const release = await realpath(command)
    .then((file) => readFile(join(dirname(dirname(file)), "release"), "utf8"))
    .catch(() => "");
  return /^JAVA_RUNTIME_VERSION="(.+)"/m.exec(release)?.[1];
}

async function versionFromRunning(command: string): Promise<string> {
  const settings = await run(command, ["-XshowSettings:properties", "-version"]).then(
    ({ stderr }) => stderr,
    (error: Error) => {
      // The java of a Mac without a JDK is a stub that only reports that.
      throw new CannotRun(`${command} does not run (${error.message.split("\n")[0]}); ${getJava}`);
    },
  );
  return /java\.runtime\.version = (\S+)/.exec(settings)?.[1] ?? "unknown";
}

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
}

export interface JvmArguments {
  readonly args: string[];
  /** Puts the archive in its place; to be called once the process has ended in order. */
  readonly keepArchive: (() => Promise<void>) | undefined;
}

export function jvmArguments({ profile, archive, tmpDir, train }: JvmOptions): JvmArguments {
  const args = [...profiles[profile], "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData"];
  args.push(...logging, ...closed, `-Djava.io.tmpdir=${tmpDir}`);
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
