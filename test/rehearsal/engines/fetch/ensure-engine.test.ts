import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { until } from "../../../../src/base/until";
import { prepareEngines } from "../../../../src/rehearsal/engines/files";
import { compile } from "../../../../src/launcher/compile.cjs";
import { FakeRepository } from "./fake-repository";

const run = promisify(execFile);
const home = resolve(__dirname, "../../../..");

describe("engines are fetched, and compared with their lock", () => {
  const environment = { ...process.env };
  let fake: FakeRepository;
  let dir: string;
  beforeEach(async () => {
    fake = await new FakeRepository().start();
    dir = join(fake.dir, "engines");
    // Java is needed for one step only, which makes this file of Kafka's.
    const java = join(fake.dir, "java");
    const script = [
      'for last; do :; done; folder=$(sed -n "s/^log.dirs=//p" "$last")',
      'mkdir -p "$folder"; echo features > "$folder/bootstrap.checkpoint"',
    ];
    writeFileSync(
      java,
      `#!/bin/sh\n[ "$1" = -XshowSettings:properties ] && echo '    java.runtime.version = 17.0.1+12' >&2 && echo >> "$0.asked" && exit\n${script.join("\n")}\n`,
    );
    chmodSync(java, 0o755);
    process.env.PATH = [fake.dir, "/usr/bin", "/bin"].join(delimiter);
    delete process.env.JAVA_HOME;
  });
  afterEach(async () => {
    process.env.PATH = environment.PATH;
    if (environment.JAVA_HOME !== undefined) process.env.JAVA_HOME = environment.JAVA_HOME;
    await fake.stop();
  });
  const prepare = (more: { signal?: AbortSignal } = {}) =>
    prepareEngines({
      dir,
      kafkaVersion: "1",
      debeziumVersion: "1",
      source: { locks: fake.locks, repository: fake.repository },
      ...more,
    });
  const timesJavaWasAsked = () =>
    readFileSync(join(fake.dir, "java.asked"), "utf8").split("\n").length - 1;
  const core = () => join(dir, "debezium-1/debezium-connector-postgres/debezium-core-1.jar");
  const everything = ["io/plugin-1.tar.gz", "org/alpha-1.jar", "org/beta-1.jar", "org/gamma-1.jar"];
  const folders = ["debezium-1", "debezium-1.verified", "kafka-1", "kafka-1.verified"];

  test("fetches each file once and leaves nothing else behind", async () => {
    const files = await prepare();
    const jars = ["alpha-1.jar", "beta-1.jar", "gamma-1.jar"];
    expect(files.kafka.classPath.split(delimiter)).toEqual(
      jars.map((jar) => join(dir, "kafka-1", "libs", jar)),
    );
    expect(readFileSync(files.kafka.bootstrapCheckpoint, "utf8")).toBe("features\n");
    expect(readFileSync(core(), "utf8")).toBe("debezium-core-1.jar");
    expect(readdirSync(dir).sort()).toEqual(folders);
    expect(readdirSync(join(dir, "kafka-1")).sort()).toEqual(["bootstrap.checkpoint", "libs"]);
    await prepare();
    expect(fake.paths).toEqual(everything);
  });

  test("unpacks only locked files of an archive, and none outside its folder", async () => {
    await prepare();
    expect(readdirSync(join(dir, "debezium-1/debezium-connector-postgres")).sort()).toEqual([
      "debezium-core-1.jar",
      "driver-1.jar",
      "rehearsal-service-manifest.jar",
    ]);
    expect(readdirSync(join(dir, "debezium-1"))).toEqual(["debezium-connector-postgres"]);
    expect(existsSync(join(dir, "outside.jar"))).toBe(false);
  });

  test("three callers in one process share one set-up", async () => {
    const [first, ...others] = await Promise.all([prepare(), prepare(), prepare()]);
    expect(others).toEqual([first, first]);
    expect(fake.paths).toEqual(everything);
    expect(readdirSync(dir).sort()).toEqual(folders);
  });

  test("three processes at once all get the engines", async () => {
    const program = compile(join(__dirname, "prepare-once.ts"), { cwd: home, format: "esm" });
    const source = JSON.stringify({ locks: fake.locks, repository: fake.repository });
    const prepareOnce = () =>
      run(process.execPath, [program, dir, source], {
        env: { ...process.env, AIVEN_CDC_HOME: home },
      });
    const processes = await Promise.all([prepareOnce(), prepareOnce(), prepareOnce()]);
    const outputs = processes.map(({ stdout }) => stdout);
    const { kafka } = await prepare();
    expect(outputs).toEqual([kafka.classPath, kafka.classPath, kafka.classPath]);
    expect(readdirSync(dir).sort()).toEqual(folders);
  });

  test("refuses a jar changed by one byte, with its name, both hashes and the remedy", async () => {
    await prepare();
    const { atime, mtime } = statSync(core());
    writeFileSync(core(), "debezium-cOre-1.jar");
    utimesSync(core(), atime, mtime); // the size and the time of the last write are as before
    const found = createHash("sha256").update(readFileSync(core())).digest("hex");
    const [locked] = fake.lockOf("debezium")[0]?.contains ?? [];
    await expect(prepare()).rejects.toMatchObject({
      name: "UserError",
      message:
        `${join(dir, "debezium-1")} differs from the lock of Debezium 1, and is not used:\n` +
        `  - debezium-connector-postgres/debezium-core-1.jar has changed: expected SHA-256 ${locked?.sha256} (19 bytes), ` +
        `found ${found} (19 bytes)\n` +
        "Delete that folder and run the command again, which fetches it again",
    });
    rmSync(join(dir, "debezium-1"), { recursive: true });
    await prepare();
    expect(readFileSync(core(), "utf8")).toBe("debezium-core-1.jar");
  });

  test("refuses a changed jar of Kafka too, and a jar that no lock names", async () => {
    await prepare();
    writeFileSync(join(dir, "kafka-1/libs/beta-1.jar"), "bet");
    await expect(prepare()).rejects.toThrow("libs/beta-1.jar has changed");
    writeFileSync(join(dir, "kafka-1/libs/beta-1.jar"), "beta");
    await prepare();
    writeFileSync(join(dir, "debezium-1/debezium-connector-postgres/other.jar"), "other");
    await expect(prepare()).rejects.toThrow(
      "  - debezium-connector-postgres/other.jar is not a file of Debezium 1\n",
    );
  });

  test("makes its own jar again when that one has changed", async () => {
    await prepare();
    const manifest = join(
      dir,
      "debezium-1/debezium-connector-postgres/rehearsal-service-manifest.jar",
    );
    const made = readFileSync(manifest);
    writeFileSync(manifest, "something else");
    await prepare();
    expect(readFileSync(manifest)).toEqual(made);
  });

  test("fetches only what is missing, and drops archives of the former class path", async () => {
    await prepare();
    rmSync(join(dir, "kafka-1/libs/beta-1.jar"));
    writeFileSync(join(dir, "kafka-1/broker-17.jsa"), "");
    fake.requests.length = 0;
    await prepare();
    expect(fake.paths).toEqual(["org/beta-1.jar"]);
    expect(existsSync(join(dir, "kafka-1/broker-17.jsa"))).toBe(false);
    rmSync(join(dir, "kafka-1/bootstrap.checkpoint"));
    const { kafka } = await prepare();
    expect(existsSync(kafka.bootstrapCheckpoint)).toBe(true);
  });

  test("removes what a killed set-up has left, and not what another one still makes", async () => {
    const [old, current] = ["old", "current"].map((name) => join(dir, `.making-${name}`));
    for (const folder of [old, current]) mkdirSync(folder ?? "", { recursive: true });
    const elevenMinutesAgo = new Date(Date.now() - 11 * 60_000);
    utimesSync(old ?? "", elevenMinutesAgo, elevenMinutesAgo);
    await prepare();
    expect(readdirSync(dir).sort()).toEqual([".making-current", ...folders]);
  });

  test("one caller that is aborted leaves the others their set-up", async () => {
    const aborting = new AbortController();
    const failing = prepare({ signal: aborting.signal });
    const going = prepare();
    fake.intercept = async () => {
      await until(async () => timesJavaWasAsked() >= 2);
      await sleep(300); // both wait for the one set-up by then
      aborting.abort(new Error("Ctrl-C"));
      return false;
    };
    await expect(failing).rejects.toThrow("Ctrl-C");
    await going;
    expect(fake.paths).toEqual(everything);
  });

  test("stops and cleans up when its only caller is aborted", async () => {
    const aborting = new AbortController();
    fake.intercept = () => {
      aborting.abort(new Error("Ctrl-C"));
      return true; // never answers
    };
    await expect(prepare({ signal: aborting.signal })).rejects.toThrow("Ctrl-C");
    expect(readdirSync(dir)).toEqual([]);
  });

  test("a file that cannot be fetched fails the set-up, and nothing half made is left", async () => {
    fake.files.delete("org/gamma-1.jar");
    await expect(prepare()).rejects.toThrow("/maven2/org/gamma-1.jar could not be fetched");
    expect(readdirSync(dir).filter((name) => !name.startsWith("debezium-1"))).toEqual([]);
  });
});
