import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memory, room } from "../../src/cli/doctor/early.cjs";
import { clock } from "../../src/cli/doctor/late";
import { freeMb, mustHaveRoom } from "../../src/rehearsal/session/claim/disk-room.cjs";
import {
  newSessionId,
  sessionFolder,
  writeSessionInfo,
} from "../../src/rehearsal/session/claim/session-folder";
import { abandonedFolders, killedHosts } from "../../src/rehearsal/session/claim/stale";
import { Cdc } from "../rehearsal/support/cdc";
import { documentOf } from "./schemas";

interface Check {
  readonly verdict: string;
  readonly what: string;
  readonly figure: string;
  readonly remedy?: string;
}
interface Report {
  readonly checks: readonly Check[];
  readonly counts: Readonly<Record<string, number>>;
}

const cdc = new Cdc();
const folder = mkdtempSync(join(tmpdir(), "doctor-test-"));
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cdc.close();
});

async function doctor(env: Record<string, string> = {}) {
  const { code, stdout } = await cdc.run(["doctor", "--json"], env);
  const { checks, counts } = documentOf<Report>("doctor", stdout);
  const of = (wanted: string) => checks.find(({ what }) => what === wanted);
  return { code, checks, counts, of };
}

const everything = [
  ...["Node.js", "Terraform", "Java", "disk", "memory", "ports", "project folder", "npm registry"],
  ...["PostgreSQL", "Maven repository", "rehearsal folder", "earlier rehearsals", "clock"],
];

test("every prerequisite has a line, and where none fails the command ends with 0", async () => {
  const { code, checks, counts, of } = await doctor();
  expect(checks.map(({ what }) => what)).toEqual(everything);
  expect(checks.filter(({ verdict }) => verdict === "failed")).toEqual([]);
  expect(counts.ok).toBe(checks.filter(({ verdict }) => verdict === "ok").length);
  expect(of("Node.js")).toEqual({
    ...{ verdict: "ok", what: "Node.js", figure: process.versions.node },
  });
  expect(of("PostgreSQL")?.figure).toMatch(/^\d+\.\d+, \//);
  expect(code).toBe(0);
  expect(cdc.leftSomething).toBe(false);
});

test("a person reads a line each, with the remedy below what failed", async () => {
  const { code, stdout } = await cdc.run(["doctor"], { PATH: folder, JAVA_HOME: "" });
  expect(stdout).toContain(
    [
      "failed   Terraform           Terraform is missing: neither terraform nor tofu is on the PATH",
      "                             get one from https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install",
      "failed   Java                java is missing, and Kafka runs on it",
      "                             get a JDK of version 17 or later (Debian, Ubuntu: apt install openjdk-17-jdk-headless; macOS: brew install openjdk@17)\n",
    ].join("\n"),
  );
  expect(stdout).toMatch(/\nA rehearsal cannot run here: \d failures\.\n$/);
  expect(code).toBe(1);
});

/** A program of this name, first on the PATH. */
function program(name: string, script: string): Record<string, string> {
  const bin = mkdtempSync(join(folder, "bin-"));
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
  return { PATH: `${bin}:${process.env.PATH}`, TERRAFORM_BINARY_NAME: "" };
}

test.each([
  ["Terraform v1.11.0", "ok", undefined],
  [
    "Terraform v1.10.5",
    "warning",
    "get version 1.11 or later: passwords that the state does not keep (password_wo) need it",
  ],
  [
    "OpenTofu v1.5.0",
    "warning",
    "get version 1.11 or later: passwords that the state does not keep (password_wo) need it",
  ],
  ["Terraform v1.4.7", "failed", "get version 1.5 or later"],
  ["Terraform v0.15.5", "failed", "get version 1.5 or later"],
  ["OpenTofu v2.0.0", "ok", undefined],
])("%s is %s", async (version, verdict, remedy) => {
  const { of } = await doctor(program("terraform", `echo "${version}"`));
  const found = of("Terraform");
  expect(found).toMatchObject({ verdict, figure: expect.stringMatching(`^${version}, /`) });
  expect(found?.remedy).toBe(remedy);
});

test("a Terraform that does not run, and a Java that is too old, fail", async () => {
  const java = program("java", "echo '    java.runtime.version = 11.0.2+9' >&2");
  const { code, of } = await doctor(program("terraform", "exit 3"));
  expect(of("Terraform")).toMatchObject({
    verdict: "failed",
    figure: expect.stringMatching(/does not run/),
    remedy: "install it again, or name another program with TERRAFORM_BINARY_NAME",
  });
  expect(code).toBe(1);
  expect((await doctor({ ...java, JAVA_HOME: "" })).of("Java")).toMatchObject({
    verdict: "failed",
    figure: expect.stringMatching(/is version 11\.0\.2\+9, Kafka needs 17 or later$/),
  });
});

test("registries that cannot be reached are named with the reason, proxies honoured", async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const proxy = `http://user:hunter2@127.0.0.1:${port}`;
  const { checks, of } = await doctor({
    ...{ HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "" },
    AIVEN_CDC_MAVEN_REPOSITORY: "https://registry.invalid/maven2",
  });
  server.close();
  const bad = expect.stringMatching(/^(warning|failed)$/); // as far as there is something to fetch
  expect(of("npm registry")).toMatchObject({
    verdict: bad,
    figure: expect.stringMatching(/^npm does not reach it \([A-Z_]+\)$/),
    remedy:
      "check the network, `npm config get registry`, and `npm config get https-proxy` or HTTPS_PROXY",
  });
  expect(of("Maven repository")).toMatchObject({
    verdict: bad,
    figure: expect.stringMatching(
      /^https:\/\/registry\.invalid\/maven2\/\S+ could not be fetched: the connection to registry\.invalid failed/,
    ),
  });
  expect(of("clock")).toMatchObject({ verdict: "skipped" });
  expect(JSON.stringify(checks)).not.toContain("hunter2");
});

test("a wrong URL of a repository, and a folder of somebody's own, are refused as a rehearsal would", async () => {
  const own = join(folder, "own");
  mkdirSync(own);
  writeFileSync(join(own, "thesis.txt"), "");
  const { code, of } = await doctor({
    AIVEN_CDC_MAVEN_REPOSITORY: "ftp://mirror",
    AIVEN_CDC_RUN_DIR: own,
  });
  expect(of("Maven repository")).toMatchObject({
    figure: `AIVEN_CDC_MAVEN_REPOSITORY must name an http or https URL, got "ftp://mirror"`,
    remedy: "write for instance https://repo.maven.apache.org/maven2",
  });
  expect(of("rehearsal folder")).toEqual({
    ...{ verdict: "failed", what: "rehearsal folder" },
    figure: `The folder ${own} holds files that no rehearsal made (thesis.txt), and a rehearsal clears its folder`,
    remedy: "name a new or an empty folder with AIVEN_CDC_RUN_DIR",
  });
  expect(code).toBe(1);
});

test("a rehearsal that was killed is named with its process and folder, and left alone", async () => {
  const runDir = join(folder, "killed");
  mkdirSync(sessionFolder(runDir), { recursive: true, mode: 0o700 });
  expect(await killedHosts(runDir)).toEqual([]);
  writeSessionInfo(sessionFolder(runDir), {
    ...{ id: newSessionId(), pid: 4_194_305, version: "1", startedAt: "2026-11-26T00:00:00.000Z" },
  });
  const { code, of } = await doctor({ AIVEN_CDC_RUN_DIR: runDir });
  expect(of("earlier rehearsals")).toEqual({
    ...{ verdict: "warning", what: "earlier rehearsals" },
    figure: `one was killed and left files in ${runDir} (process 4194305)`,
    remedy: `the next rehearsal clears them; so does rm -r ${runDir}`,
  });
  expect(code).toBe(0);
  expect(await killedHosts(runDir)).toEqual([4_194_305]);
});

test("folders for temporary files are abandoned after a day, unless a PostgreSQL runs in them", () => {
  const now = Date.now();
  const day = 24 * 60 * 60;
  const make = (name: string, ageSeconds: number) => {
    const path = join(folder, "tmp", name);
    mkdirSync(join(path, "data"), { recursive: true });
    const at = now / 1_000 - ageSeconds;
    return { path, age: () => utimesSync(path, at, at) };
  };
  const old = make("aiven-cdc-synth-abc123", day + 1);
  const young = make("aiven-cdc-synth-def456", day - 1);
  const served = make("aiven-cdc-postgres-abc123", 2 * day);
  const ended = make("aiven-cdc-postgres-def456", 2 * day);
  const foreign = make("somebody-else", 2 * day);
  writeFileSync(join(served.path, "data", "postmaster.pid"), `${process.pid}\n/data\n`);
  writeFileSync(join(ended.path, "data", "postmaster.pid"), "4194305\n/data\n");
  for (const each of [old, young, served, ended, foreign]) each.age();
  expect(abandonedFolders(join(folder, "tmp"), now).sort()).toEqual([ended.path, old.path]);
});

test.each([
  [300, "ok", undefined],
  [301, "warning", "301 s ahead of the Maven repository's"],
  [-300, "ok", undefined],
  [-301, "warning", "301 s behind the Maven repository's"],
])("a clock that is off by %i s is %s", (seconds, verdict, figure) => {
  const server = new Date("2026-11-26T12:00:00Z");
  const found = clock(server, new Date(server.getTime() + seconds * 1_000));
  expect(found).toMatchObject({ verdict, ...(figure && { figure }) });
});

test("memory and disk have a limit each", () => {
  expect(memory(1_200e6)).toEqual({ verdict: "ok", what: "memory", figure: "1200 MB free" });
  expect(memory(1_199e6)).toEqual({
    ...{ verdict: "warning", what: "memory", figure: "1199 MB free" },
    remedy:
      "end other programs, or give the container more: a pipeline with three brokers takes about 1200 MB",
  });
  expect(room(1_500, false).verdict).toBe("ok");
  expect(room(1_499, false)).toEqual({
    ...{ verdict: "warning", what: "disk", figure: "1499 MB free" },
    remedy: "make room: set-up and a rehearsal take 1500 MB",
  });
  expect(room(400, true).verdict).toBe("ok");
  expect(() => mustHaveRoom("/data/run", 400)).not.toThrow();
  expect(() => mustHaveRoom("/data/run", 399)).toThrow(
    "The disk of /data is full: 399 MB are left, and a rehearsal needs 400 MB for engines and data; make room and run the command again",
  );
  // a folder that is to be made lies on its parent's disk
  expect(Math.abs(freeMb(join(folder, "not", "there")) - freeMb(folder))).toBeLessThan(100);
});

describe("without packages", () => {
  const clone = join(folder, "clone");
  const bare = (args: string[], nodeArgs: string[] = []) =>
    spawnSync(
      process.execPath,
      [...nodeArgs, join(clone, "src", "cli", "cdc.cjs"), "doctor", ...args],
      { encoding: "utf8", cwd: clone },
    );
  beforeAll(() => {
    for (const each of ["src", "package.json", "package-lock.json"]) {
      cpSync(each, join(clone, each), { recursive: true });
    }
  });

  test("what needs none is looked at, and nothing is installed", () => {
    const { status, stdout, stderr } = bare(["--json"]);
    const { checks } = documentOf<Report>("doctor", stdout);
    expect(checks.map(({ what }) => what)).toEqual(everything);
    expect(checks.slice(0, 7).map(({ verdict }) => verdict)).not.toContain("skipped");
    expect(checks.slice(8)).toEqual(
      everything.slice(8).map((what) => ({
        ...{ verdict: "skipped", what, figure: "needs the packages" },
        remedy: "run `npm run set-up`, and the command again",
      })),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(spawnSync("ls", [clone], { encoding: "utf8" }).stdout).toBe(
      "package-lock.json\npackage.json\nsrc\n",
    );
  });

  test("an unknown argument is misuse", () => {
    expect(bare(["--nonsense"])).toMatchObject({
      status: 2,
      stderr: "cdc doctor takes --json, got --nonsense; leave it out\n",
    });
  });

  test("a Node that is too old is a line among the others", () => {
    const old = join(folder, "old.cjs");
    writeFileSync(old, `Object.defineProperty(process.versions, "node", { value: "20.18.9" });`);
    const { status, stdout } = bare(["--json"], ["--require", old]);
    const { checks } = documentOf<Report>("doctor", stdout);
    expect(checks[0]).toEqual({
      ...{ verdict: "failed", what: "Node.js" },
      figure: "Node.js 20.19 or later is needed, this is 20.18.9",
      remedy: "get it from https://nodejs.org or your package manager",
    });
    expect(status).toBe(1);
  });
});
