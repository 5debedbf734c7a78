import { mkdtempSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareEngines } from "../../../src/rehearsal/engines/files";

describe("a machine that lacks something is told what, and how to get it", () => {
  let dir: string;
  const environment = { ...process.env };
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "prepare-"))));
  afterEach(() => {
    process.env.PATH = environment.PATH;
    if (environment.JAVA_HOME === undefined) delete process.env.JAVA_HOME;
    else process.env.JAVA_HOME = environment.JAVA_HOME;
    rmSync(dir, { recursive: true });
  });
  const prepare = () =>
    prepareEngines({
      dir: join(dir, "engines"),
      kafkaVersion: "4.2.2",
      debeziumVersion: "3.1.0.Final",
    });
  const program = (name: string, script: string) => {
    writeFileSync(join(dir, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(dir, name), 0o755);
  };
  const only = (path: string) => {
    process.env.PATH = path;
    delete process.env.JAVA_HOME;
  };

  test("no java", async () => {
    only(dir);
    await expect(prepare()).rejects.toMatchObject({
      name: "UserError",
      message:
        "java is missing, and Kafka runs on it; get a JDK of version 17 or later " +
        "(Debian, Ubuntu: apt install openjdk-17-jdk-headless; macOS: brew install openjdk@17)",
    });
  });

  test("an old java", async () => {
    program("java", "echo '    java.runtime.version = 11.0.2+9' >&2");
    only(dir);
    await expect(prepare()).rejects.toThrow(
      `java is too old: ${join(dir, "java")} is version 11.0.2+9, Kafka needs 17 or later; get a JDK`,
    );
  });

  test("a folder that cannot be made", async () => {
    program("java", "echo '    java.runtime.version = 17.0.1+12' >&2");
    only(dir);
    writeFileSync(join(dir, "engines"), "a file");
    await expect(prepare()).rejects.toThrow(`${join(dir, "engines")} is not a folder`);
  });
});
