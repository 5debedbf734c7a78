import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../../base/user-error";

export interface MavenPart {
  readonly kind: "kafka" | "debezium";
  readonly version: string;
  readonly into: string;
}

export interface FetchJarsOptions {
  readonly parts: readonly MavenPart[];
  readonly scratch: string;
  readonly logFile: string;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal | undefined;
}

const titles = { kafka: "Kafka and Kafka Connect", debezium: "Debezium" };

/** One run of Maven for all parts: most of its time is its own start. */
export async function fetchJars(options: FetchJarsOptions): Promise<void> {
  const { parts, scratch, logFile, onProgress, signal } = options;
  const what = parts.map(({ kind, version }) => `${titles[kind]} ${version}`).join(" and ");
  onProgress(`fetching ${what} from Maven Central (about half a minute, once)`);
  const pom = join(scratch, "pom.xml");
  await writeFile(pom, projectObjectModel(parts));
  const code = await runMaven(pom, logFile, signal, (count) => {
    if (count % 25 === 0) onProgress(`fetching ${what}: ${count} files so far`);
  });
  if (code === 0) return;
  const lines = (await readFile(logFile, "utf8")).split("\n").filter((line) => line.trim());
  const errors = lines.filter(
    (line) => line.startsWith("[ERROR]") && !/-> \[Help|re-run Maven|^\[ERROR\]\s*$/.test(line),
  );
  const said = (errors.length > 0 ? errors : lines)
    .slice(-4)
    .map((line) => `  ${line.slice(0, 500)}`);
  throw new UserError(
    `Maven could not fetch ${what}:\n${said.join("\n")}\n` +
      "Put right what it names (network or proxy, a version that does not exist, disk space) and run the command again; " +
      `all it said: ${logFile}`,
  );
}

function runMaven(
  pom: string,
  logFile: string,
  signal: AbortSignal | undefined,
  onDownload: (count: number) => void,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const maven = spawn("mvn", ["-B", "-f", pom, "generate-resources"], {
      stdio: ["ignore", "pipe", "pipe"],
      // it lives for seconds, which a better compiler would not repay
      env: {
        ...process.env,
        MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ""} -XX:TieredStopAtLevel=1`,
      },
      shell: process.platform === "win32",
      ...(signal && { signal }),
    });
    const log = createWriteStream(logFile);
    maven.stdout.pipe(log, { end: false });
    maven.stderr.pipe(log, { end: false });
    let count = 0;
    createInterface(maven.stdout).on("line", (line) => {
      if (line.includes("Downloaded from") && line.includes(".jar")) onDownload(++count);
    });
    maven.once("error", (error: NodeJS.ErrnoException) => {
      log.end();
      reject(
        error.code === "ENOENT"
          ? new UserError(
              "mvn is missing, and Kafka and Debezium are fetched with it; " +
                "get Apache Maven (Debian, Ubuntu: apt install maven; macOS: brew install maven)",
            )
          : error,
      );
    });
    log.once("error", reject);
    maven.once("close", (code) => log.end(() => resolve(code)));
  });
}

function projectObjectModel(parts: readonly MavenPart[]): string {
  const kafka = parts.find(({ kind }) => kind === "kafka");
  const dependencies = kafka
    ? [
        dependency("org.apache.kafka", "kafka_2.13", kafka.version),
        dependency("org.apache.kafka", "connect-runtime", kafka.version),
        dependency("org.apache.kafka", "connect-json", kafka.version),
        dependency("org.apache.kafka", "connect-basic-auth-extension", "4.2.0"),
        // Of the loggers Kafka can write to, the one that is up in no time.
        dependency("org.slf4j", "slf4j-simple", "1.7.36"),
      ]
    : [];
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>rehearsal</groupId><artifactId>engines</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>${dependencies.join("")}</dependencies>
  <build><plugins><plugin>
    <groupId>org.apache.maven.plugins</groupId>
    <artifactId>maven-dependency-plugin</artifactId>
    <version>3.8.1</version>
    <executions>${parts.map(execution).join("")}</executions>
  </plugin></plugins></build>
</project>
`;
}

function dependency(group: string, artifact: string, version: string): string {
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${xml(version)}</version></dependency>`;
}

function execution({ kind, version, into }: MavenPart): string {
  const [goal, configuration] =
    kind === "kafka"
      ? ["copy-dependencies", "<includeScope>runtime</includeScope>"]
      : [
          "unpack",
          "<artifactItems><artifactItem><groupId>io.debezium</groupId>" +
            `<artifactId>debezium-connector-postgres</artifactId><version>${xml(version)}</version>` +
            "<type>tar.gz</type><classifier>plugin</classifier></artifactItem></artifactItems>" +
            "<includes>**/*.jar</includes>",
        ];
  return (
    `<execution><id>${kind}</id><phase>generate-resources</phase><goals><goal>${goal}</goal></goals>` +
    `<configuration>${configuration}<outputDirectory>${xml(into)}</outputDirectory></configuration></execution>`
  );
}

function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
