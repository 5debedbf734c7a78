import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { CannotRun } from "../../base/user-error";
import { type EngineKind, type EngineSource, ensureEngine } from "./fetch/ensure-engine";
import type { OnStep } from "../../base/progress";
import type { PluginName } from "./fetch/lock";
import { toProperties } from "../../base/java-properties";
import { engineEnvironment } from "./engine-process";
import { findJava, type Java } from "./java";
import { findPostgres } from "./postgres/postgres-files";
import {
  ensureConverterManifest,
  ensureServiceManifest,
  serviceManifestJar,
} from "./connect/service-manifest";
import type { RegistryFiles } from "./registry/registry";

export { moveIn } from "./fetch/making";

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
  /** How far a download has come. @default - a line at each quarter */
  readonly onStep?: OnStep;
  readonly signal?: AbortSignal;
  /** Where the jars of Kafka and Debezium come from, and their hashes. */
  readonly source?: EngineSource;
}

type PreparePluginOptions = Omit<PrepareEnginesOptions, "kafkaVersion" | "debeziumVersion">;

/**
 * Fetches the engines that are missing: Kafka, Connect and Debezium from Maven Central or a mirror
 * of it. PostgreSQL comes with the npm packages. Every jar is compared with the project's lock. Any
 * number of versions lie side by side, and any number of callers may prepare them at once.
 */
export async function prepareEngines(options: PrepareEnginesOptions): Promise<EngineFiles> {
  const {
    dir,
    kafkaVersion,
    debeziumVersion,
    onProgress = () => undefined,
    onStep,
    signal,
  } = options;
  const java = await findJava();
  const failed = new AbortController();
  const prepare = (kind: EngineKind, version: string) =>
    ensureEngine({
      dir,
      kind,
      version,
      source: options.source ?? {},
      onProgress,
      onStep,
      signal: AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]),
    });
  try {
    await mkdir(dir, { recursive: true });
    const engines = [
      prepare(kafkaKind(java), kafkaVersion),
      prepare(debeziumKind, debeziumVersion),
    ] as const;
    const [kafka, debezium] = await Promise.all(engines).catch(async (error: unknown) => {
      failed.abort(error);
      await Promise.allSettled(engines); // none goes on, and both have cleaned up
      throw error;
    });
    return {
      java,
      kafka: {
        version: kafkaVersion,
        classPath: kafka.jars.join(delimiter),
        bootstrapCheckpoint: join(kafka.folder, bootstrapCheckpoint),
        brokerArchive: join(kafka.folder, `broker-${java.version}.jsa`),
        connectArchive: join(kafka.folder, `connect-${java.version}.jsa`),
      },
      debezium: debezium.folder,
      postgres: await findPostgres(),
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw asUserError(error, dir);
  }
}

/**
 * Fetches connectors beside Debezium's for PostgreSQL.
 * @returns a folder for Connect's `plugin.path`
 */
export async function preparePlugin(
  { dir, onProgress = () => undefined, onStep, source = {}, signal }: PreparePluginOptions,
  name: PluginName,
  version: string,
): Promise<string> {
  const kind: EngineKind = {
    ...{ name, title: name, made: [], isComplete: () => true },
    complete: () => Promise.resolve(),
    ...(name === "apicurio-converter" && converter),
  };
  return (await ensureOne({ dir, kind, version, source, onProgress, onStep, signal })).folder;
}

const converter: Partial<EngineKind> = {
  title: "Apicurio's converters",
  made: [`libs/${serviceManifestJar}`],
  complete: (folder) => ensureConverterManifest(join(folder, "libs")),
};

/** Fetches the schema registry. */
export async function prepareRegistry(
  { dir, onProgress = () => undefined, onStep, source = {}, signal }: PreparePluginOptions,
  version: string,
): Promise<RegistryFiles> {
  const kind: EngineKind = {
    ...{ name: "apicurio-registry", title: "Apicurio Registry", made: [], isComplete: () => true },
    complete: () => Promise.resolve(),
  };
  const java = await findJava();
  const { folder } = await ensureOne({ dir, kind, version, source, onProgress, onStep, signal });
  return {
    ...{ java, version, jar: join(folder, `apicurio-registry-app-${version}-runner.jar`) },
    archive: join(folder, `registry-${java.version}.jsa`),
  };
}

async function ensureOne(options: Parameters<typeof ensureEngine>[0]) {
  const { dir, signal } = options;
  try {
    await mkdir(dir, { recursive: true });
    return await ensureEngine(options);
  } catch (error) {
    signal?.throwIfAborted();
    throw asUserError(error, dir);
  }
}

const bootstrapCheckpoint = "bootstrap.checkpoint";

function kafkaKind(java: Java): EngineKind {
  const isComplete = (folder: string) => existsSync(join(folder, bootstrapCheckpoint));
  return {
    name: "kafka",
    title: "Kafka and Kafka Connect",
    made: [],
    isComplete,
    complete: async (folder, signal) => {
      if (!isComplete(folder)) await formatOnce(java, folder, signal);
    },
  };
}

const plugin = "debezium-connector-postgres";

const debeziumKind: EngineKind = {
  name: "debezium",
  title: "Debezium",
  made: [`${plugin}/${serviceManifestJar}`],
  isComplete: () => true,
  complete: (folder) => ensureServiceManifest(join(folder, plugin)),
};

/**
 * Lets Kafka's own tool format one folder: of its two files the one that no node's ids are in
 * serves every later node, and spares each of them a JVM and a second.
 */
async function formatOnce(java: Java, kafka: string, signal: AbortSignal): Promise<void> {
  const formatted = join(kafka, `formatted-${randomUUID()}`);
  const properties = `${formatted}.properties`;
  await writeFile(
    properties,
    toProperties({
      "process.roles": "broker,controller",
      "node.id": 1,
      "controller.quorum.voters": "1@127.0.0.1:9093",
      "controller.listener.names": "CONTROLLER",
      listeners: "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
      "log.dirs": formatted.replaceAll("\\", "/"),
    }),
  );
  await run(
    java.command,
    ["-XX:TieredStopAtLevel=1", "kafka.tools.StorageTool", "format"].concat([
      "--cluster-id",
      "AAAAAAAAAAAAAAAAAAAAAQ",
      "--config",
      properties,
    ]),
    { env: { ...engineEnvironment(), CLASSPATH: join(kafka, "libs", "*") }, signal },
  );
  await rename(join(formatted, bootstrapCheckpoint), join(kafka, bootstrapCheckpoint));
  await rm(formatted, { recursive: true });
  await rm(properties);
}

function asUserError(error: unknown, dir: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new CannotRun(`the disk of ${dir} is full; the engines need about 150 MB there`);
  }
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new CannotRun(`${dir} cannot be written by this user; it is where the engines are kept`);
  }
  if (code === "EEXIST" || code === "ENOTDIR") {
    return new CannotRun(`${dir} is not a folder; it is where the engines are kept`);
  }
  return error;
}
