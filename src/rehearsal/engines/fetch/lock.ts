import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** What workers load beside Debezium for PostgreSQL, fetched when a configuration has it. */
export type PluginName =
  | "apicurio-converter"
  | "kafka-connectors"
  | "debezium-connector-jdbc"
  | "debezium-connector-mariadb"
  | "debezium-connector-mongodb"
  | "debezium-connector-mysql"
  | "debezium-connector-sqlserver";

export type EngineName = "kafka" | "debezium" | "apicurio-registry" | PluginName;

export interface LockedFile {
  /** With `/` between its parts, relative to the repository or to the engine's folder. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** In lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** A file of a Maven repository: a jar, or an archive of jars. */
export interface LockedDownload extends LockedFile {
  /** The files to unpack from an archive. A download without them is a jar. */
  readonly contains?: readonly LockedFile[];
}

/** Every file of one version of an engine. */
export interface EngineLock {
  readonly downloads: readonly LockedDownload[];
}

/** Where the project keeps the locks that `npm run lock-engines` writes. */
export const locksDir = join(
  process.env.AIVEN_CDC_HOME ?? process.cwd(),
  "src/rehearsal/engines/lock",
);

export function lockPath(folder: string, engine: EngineName, version: string): string {
  return join(folder, engine, `${version}.json`);
}

export async function readLock(
  folder: string,
  engine: EngineName,
  version: string,
): Promise<EngineLock> {
  const file = lockPath(folder, engine, version);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new Error(`${engine} ${version} has no lock at ${file}; run \`npm run lock-engines\``);
  });
  return JSON.parse(text) as EngineLock;
}

/** The files that a download leaves in the engine's folder. */
export function installedFiles(download: LockedDownload): readonly LockedFile[] {
  const { path, size, sha256, contains } = download;
  return contains ?? [{ path: `libs/${basename(path)}`, size, sha256 }];
}
