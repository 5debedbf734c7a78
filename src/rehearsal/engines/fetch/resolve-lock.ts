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

/** Engines of several artifacts, with what each needs. */
const projects: Partial<Record<EngineName, (version: string) => string>> = {
  kafka: kafkaProject,
  "kafka-connectors": connectorsProject,
  "apicurio-converter": converterProject,
};

function goalOf(engine: EngineName, version: string, into: string): string[] {
  if (projects[engine]) {
    const settings = [`-DoutputDirectory=${into}`, "-Dmdep.useRepositoryLayout=true"];
    return [`${mavenPlugin}:copy-dependencies`, "-DincludeScope=runtime", ...settings];
  }
  const [group, artifact, classifier] = archiveOf(engine);
  // By itself: its POM is not read, of whose ancestors Maven Central lacks one in 3.5.2.
  return [
    `${mavenPlugin}:copy`,
    `-Dartifact=${group}:${artifact}:${version}:tar.gz:${classifier}`,
    `-DoutputDirectory=${join(into, group.replaceAll(".", "/"), artifact, version)}`,
  ];
}

function archiveOf(engine: EngineName): [group: string, artifact: string, classifier: string] {
  if (engine === "apicurio-registry") return ["io.apicurio", "apicurio-registry-app", "all"];
  const artifact = engine === "debezium" ? "debezium-connector-postgres" : engine;
  return ["io.debezium", artifact, "plugin"];
}

function projectOf(engine: EngineName, version: string): string {
  return projects[engine]?.(version) ?? project([]);
}

function connectorsProject(version: string): string {
  const artifacts = ["connect-file", "connect-mirror", "connect-mirror-client"];
  const available = extensionVersions[version] ?? version;
  return project(artifacts.map((each) => dependency("org.apache.kafka", each, available, alone)));
}

/** Without what comes with Connect, and without its converter for JSON Schema. */
function converterProject(version: string): string {
  const left = [
    ["org.apache.kafka", "*"],
    ["org.slf4j", "*"],
    ["io.apicurio", "apicurio-registry-serdes-jsonschema-serde"],
  ] as const;
  const artifact = "apicurio-registry-utils-converter";
  return project([dependency("io.apicurio", artifact, version, without(left))]);
}

/** Without what it needs: that is in the archive, or comes with Connect in Connect's version. */
const alone = without([["*", "*"]]);

function without(artifacts: readonly (readonly [group: string, artifact: string])[]): string {
  const each = artifacts.map(
    ([group, artifact]) =>
      `<exclusion><groupId>${group}</groupId><artifactId>${artifact}</artifactId></exclusion>`,
  );
  return `<exclusions>${each.join("")}</exclusions>`;
}

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
