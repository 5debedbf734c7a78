import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { promisify } from "node:util";
import { CannotRun } from "../../../base/user-error";
import type { EngineLock, EngineName, LockedFile } from "./lock";
import { sha256 } from "./sha256";
import { readArchive } from "./unpack";

const run = promisify(execFile);

/**
 * The versions of Connect's extensions and connectors, where Maven Central answers 404 for those of
 * Kafka's own version.
 */
const extensionVersions: Readonly<Record<string, string>> = { "3.9.2": "3.9.1", "4.2.2": "4.2.0" };

/**
 * Resolves an engine's files with Maven and hashes them.
 *
 * @param scratch an empty folder
 */
export async function resolveLock(
  engine: EngineName,
  version: string,
  scratch: string,
): Promise<EngineLock> {
  const pom = join(scratch, "pom.xml");
  const into = join(scratch, "repository");
  await writeFile(pom, projectOf(engine, version));
  try {
    await run("mvn", ["-B", "-q", "-f", pom, ...goalOf(engine, version, into)]);
  } catch (error) {
    const { code, stdout } = error as { code: unknown; stdout?: string };
    if (code === "ENOENT") {
      throw new CannotRun("mvn is missing, and only it resolves a lock; install Apache Maven");
    }
    throw new CannotRun(`Maven could not resolve ${engine} ${version}:\n${stdout?.trim()}`);
  }
  const paths = (await readdir(into, { recursive: true }))
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => /\.(jar|tar\.gz)$/.test(path))
    .sort();
  return { downloads: await Promise.all(paths.map((path) => lockedDownload(into, path))) };
}

async function lockedDownload(folder: string, path: string) {
  const content = await readFile(join(folder, path));
  const download = await locked(path, content);
  if (path.endsWith(".jar")) return download;
  const jars = [...(await readArchive(content, (name) => name.endsWith(".jar")))].sort();
  return {
    ...download,
    contains: await Promise.all(jars.map(([name, bytes]) => locked(name, bytes))),
  };
}

async function locked(path: string, content: Buffer): Promise<LockedFile> {
  return { path, size: content.length, sha256: await sha256(content) };
}

const mavenPlugin = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0";

function goalOf(engine: EngineName, version: string, into: string): string[] {
  if (engine === "kafka" || engine === "kafka-connectors") {
    const settings = [`-DoutputDirectory=${into}`, "-Dmdep.useRepositoryLayout=true"];
    return [`${mavenPlugin}:copy-dependencies`, "-DincludeScope=runtime", ...settings];
  }
  const artifact = engine === "debezium" ? "debezium-connector-postgres" : engine;
  // By itself: its POM is not read, of whose ancestors Maven Central lacks one in 3.5.2.
  return [
    `${mavenPlugin}:copy`,
    `-Dartifact=io.debezium:${artifact}:${version}:tar.gz:plugin`,
    `-DoutputDirectory=${join(into, "io/debezium", artifact, version)}`,
  ];
}

function projectOf(engine: EngineName, version: string): string {
  if (engine === "kafka") return kafkaProject(version);
  if (engine === "kafka-connectors") {
    const artifacts = ["connect-file", "connect-mirror", "connect-mirror-client"];
    const available = extensionVersions[version] ?? version;
    return project(artifacts.map((each) => dependency("org.apache.kafka", each, available, alone)));
  }
  return project([]);
}

/** Without what it needs: that is in the archive, or comes with Connect in Connect's version. */
const alone =
  "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";

function kafkaProject(version: string): string {
  return project([
    dependency("org.apache.kafka", "kafka_2.13", version),
    dependency("org.apache.kafka", "connect-runtime", version),
    dependency("org.apache.kafka", "connect-json", version),
    dependency(
      "org.apache.kafka",
      "connect-basic-auth-extension",
      extensionVersions[version] ?? version,
      alone,
    ),
    // Of the loggers that Kafka can write to, the one that starts fastest.
    dependency("org.slf4j", "slf4j-simple", "1.7.36"),
  ]);
}

function dependency(group: string, artifact: string, version: string, more = ""): string {
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${more}</dependency>`;
}

function project(dependencies: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rehearsal</groupId><artifactId>engines</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>${dependencies.join("")}</dependencies>
</project>
`;
}
