import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../base/user-error";
import { isAlive } from "../../base/is-alive";
import { findJava, type Java } from "./java";
import { fetchJars, type MavenPart } from "./maven";
import { findPostgres } from "./postgres/postgres-files";
import { ensureServiceManifest } from "./connect/service-manifest";

const run = promisify(execFile);

export interface EngineFiles {
  readonly java: Java;
  readonly kafka: KafkaFiles;
  /** A folder for Connect's `plugin.path`: the Debezium connector lies in a folder inside it. */
  readonly debezium: string;
  /** The folder of `postgres` and `initdb`. */
  readonly postgres: string;
}

export interface KafkaFiles {
  readonly version: string;
  /** Of broker and Connect. */
  readonly classPath: string;
  /** What `kafka-storage format` writes besides a node's own ids: the features to start with. */
  readonly bootstrapCheckpoint: string;
  readonly brokerArchive: string;
  readonly connectArchive: string;
}

export interface PrepareEnginesOptions {
  /** Everything lies below it; wiping it is always safe. */
  readonly dir: string;
  readonly kafkaVersion: string;
  readonly debeziumVersion: string;
  readonly onProgress?: (message: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Fetches the engines that are not there yet: Kafka, Connect and Debezium from Maven Central; the
 * PostgreSQL came with the npm packages. Any number of versions lie side by side.
 */
export async function prepareEngines(options: PrepareEnginesOptions): Promise<EngineFiles> {
  const { dir, kafkaVersion, debeziumVersion, onProgress = () => undefined, signal } = options;
  const java = await findJava();
  const kafka = join(dir, `kafka-${kafkaVersion}`);
  const debezium = join(dir, `debezium-${debeziumVersion}`);
  const missing = {
    kafka: !(await isThere(kafka)),
    debezium: !(await isThere(debezium)),
  };
  if (missing.kafka || missing.debezium) {
    // Made aside and moved in whole: an interrupted set-up leaves nothing half made.
    const making = join(dir, `.making-${process.pid}`);
    try {
      await mkdir(making, { recursive: true });
      await sweep(dir);
      const parts: MavenPart[] = [];
      if (missing.kafka) {
        parts.push({ kind: "kafka", version: kafkaVersion, into: join(making, "kafka", "libs") });
      }
      if (missing.debezium) {
        parts.push({ kind: "debezium", version: debeziumVersion, into: join(making, "debezium") });
      }
      await fetchJars({
        parts,
        scratch: making,
        logFile: join(dir, "maven.log"),
        onProgress,
        signal,
      });
      if (missing.kafka) {
        await formatOnce(java, join(making, "kafka"), signal);
        await moveIn(join(making, "kafka"), kafka);
      }
      if (missing.debezium) await moveIn(join(making, "debezium"), debezium);
    } catch (error) {
      signal?.throwIfAborted();
      throw asUserError(error, dir);
    } finally {
      await rm(making, { recursive: true, force: true }).catch(() => undefined);
    }
  }
  await ensureServiceManifest(join(debezium, "debezium-connector-postgres"));
  return {
    java,
    kafka: {
      version: kafkaVersion,
      classPath: jarsOf(join(kafka, "libs")),
      bootstrapCheckpoint: join(kafka, "bootstrap.checkpoint"),
      brokerArchive: join(kafka, `broker-${java.version}.jsa`),
      connectArchive: join(kafka, `connect-${java.version}.jsa`),
    },
    debezium,
    postgres: await findPostgres(),
  };
}

/**
 * Lets Kafka's own tool format one folder: of its two files the one that no node's ids are in
 * serves every later node, and spares each of them a JVM and a second.
 */
async function formatOnce(java: Java, kafka: string, signal?: AbortSignal): Promise<void> {
  const formatted = join(kafka, "formatted");
  const properties = join(kafka, "format.properties");
  await writeFile(
    properties,
    [
      "process.roles=broker,controller",
      "node.id=1",
      "controller.quorum.voters=1@127.0.0.1:9093",
      "controller.listener.names=CONTROLLER",
      "listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
      `log.dirs=${formatted.replaceAll("\\", "/")}`,
    ].join("\n"),
  );
  await run(
    java.command,
    ["-XX:TieredStopAtLevel=1", "kafka.tools.StorageTool", "format"].concat([
      "--cluster-id",
      "AAAAAAAAAAAAAAAAAAAAAQ",
      "--config",
      properties,
    ]),
    { env: { CLASSPATH: jarsOf(join(kafka, "libs")) }, ...(signal && { signal }) },
  );
  await rename(join(formatted, "bootstrap.checkpoint"), join(kafka, "bootstrap.checkpoint"));
  await rm(formatted, { recursive: true });
  await rm(properties);
}

/** In a fixed order: an archive of classes fits only the class path it was made with. */
function jarsOf(folder: string): string {
  return readdirSync(folder)
    .sort()
    .map((jar) => join(folder, jar))
    .join(delimiter);
}

/** Another rehearsal may have been quicker: what it made is as good. */
export async function moveIn(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes(String((error as NodeJS.ErrnoException).code)))
      throw error;
  }
}

/** What set-ups left that were killed half-way. */
async function sweep(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = Number(/^\.making-(\d+)$/.exec(name)?.[1]);
    if (pid && pid !== process.pid && !isAlive(pid)) {
      await rm(join(dir, name), { recursive: true, force: true });
    }
  }
}

function asUserError(error: unknown, dir: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new UserError(`the disk of ${dir} is full; the engines need about 150 MB there`);
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new UserError(`${dir} cannot be written by this user; it is where the engines are kept`);
  }
  if (code === "EEXIST" || code === "ENOTDIR") {
    return new UserError(`${dir} is not a folder; it is where the engines are kept`);
  }
  return error;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
