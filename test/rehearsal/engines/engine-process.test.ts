import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { EngineProcess } from "../../../src/rehearsal/engines/engine-process";
import { startGuard, type Guard } from "../../../src/rehearsal/engines/guard";
import { freePorts, takePort } from "../../../src/rehearsal/engines/ports";
import { toProperties } from "../../../src/base/java-properties";

describe("an engine's process", () => {
  let dir: string;
  let guard: Guard;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "engine-"));
    guard = startGuard();
  });
  afterEach(async () => {
    await guard.close();
    rmSync(dir, { recursive: true });
  });
  const start = (script: string) =>
    new EngineProcess({
      name: "Engine",
      command: "sh",
      args: ["-c", script],
      cwd: dir,
      logFile: join(dir, "engine.log"),
      guard,
      lastSignal: "KILL",
      secrets: ["hunter2"],
    });
  const never = () => Promise.resolve(false);

  test("that dies at its start is told with the telling lines of its log, and no secret", async () => {
    const engine = start("echo starting; echo 'FATAL: no luck with hunter2'; exit 1");
    await expect(engine.ready(never, { timeoutMs: 5_000, signal: undefined })).rejects.toThrow(
      new Error(
        `Engine ended as it started, with exit code 1:\n  FATAL: no luck with ***\nAll of its log: ${join(dir, "engine.log")}`,
      ),
    );
  });

  test("that never serves is ended, and its last excuse told", async () => {
    const engine = start("sleep 60");
    const excuse = () => Promise.reject(new Error("connection refused"));
    await expect(engine.ready(excuse, { timeoutMs: 100, signal: undefined })).rejects.toThrow(
      "Engine was not ready after 0 s (connection refused)",
    );
    expect(engine.alive).toBe(false);
  });

  test("is ended at once when its caller gives up", async () => {
    const engine = start("sleep 60");
    const signal = AbortSignal.timeout(50);
    await expect(engine.ready(never, { timeoutMs: 60_000, signal })).rejects.toThrow(/timeout/);
    expect(engine.alive).toBe(false);
  });

  test("that ignores being asked is forced after the grace", async () => {
    const engine = start("trap '' TERM; echo set; while :; do sleep 0.05; done");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await engine.stop("SIGTERM", 100, "SIGKILL")).toBe(false);
    expect(await engine.exited).toEqual({ code: null, signal: "SIGKILL" });
  });

  test.each([{ LC_ALL: "C" }, { LANG: "de_DE.ISO-8859-1" }])(
    "has a UTF-8 locale whatever ours is: %j",
    async (ours) => {
      const before = { ...process.env };
      Object.assign(process.env, ours);
      try {
        const engine = start('test "$(locale charmap)" = UTF-8');
        await expect(engine.completed(undefined)).resolves.toBeUndefined();
      } finally {
        process.env = before;
      }
    },
  );

  test("has none of our secrets in its environment", async () => {
    process.env.TF_VAR_api_token = "hunter2";
    const engine = start('test -z "$TF_VAR_api_token"');
    await expect(engine.completed(undefined)).resolves.toBeUndefined();
    delete process.env.TF_VAR_api_token;
  });

  test("that cannot be found is named", () => {
    expect(
      () =>
        new EngineProcess({
          name: "Engine",
          command: "/no/such/program",
          args: [],
          cwd: dir,
          logFile: join(dir, "engine.log"),
          guard,
          lastSignal: "KILL",
        }),
    ).toThrow("Engine could not be started: no /no/such/program");
  });

  test("ends with the guard that watches it", async () => {
    const engine = start("sleep 60");
    await guard.close();
    expect(await engine.exited).toEqual({ code: null, signal: "SIGKILL" });
  });
});

/** Free ports as another rehearsal asks for them, which then goes on running. */
class PortsOfAnother {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  readonly ports: Promise<number[]>;

  constructor(count: number) {
    const module = JSON.stringify(require.resolve("../../../src/rehearsal/engines/ports.cjs"));
    const program = `require(${module}).freePorts(${count}).then((ports) => console.log(...ports));
      setTimeout(() => undefined, 60_000);`;
    this.child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    this.ports = once(createInterface(this.child.stdout), "line").then(([line]) =>
      String(line).split(" ").map(Number),
    );
  }
}

describe("ports", () => {
  test("that are free are given once, in this process and beside others", async () => {
    const others = Array.from({ length: 3 }, () => new PortsOfAnother(70));
    try {
      const own = [freePorts(70), freePorts(70)];
      const all = await Promise.all([...own, ...others.map(({ ports }) => ports)]);
      expect(new Set(all.flat()).size).toBe(5 * 70);
    } finally {
      for (const { child } of others) child.kill();
    }
  });

  test("in use are refused with what to do", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const refused = takePort(port, "give others with --port");
    await expect(refused).rejects.toThrow(
      `port ${port} on 127.0.0.1 is in use by another program; give others with --port`,
    );
    await expect(refused).rejects.toHaveProperty("name", "UserError");
    server.close();
  });
});

test("Java properties keep every character", () => {
  expect(toProperties({ "a key": " C:\\new\nline", ü: "=é" })).toBe(
    "a\\ key=\\ C:\\\\new\\nline\n\\u00fc==\\u00e9\n",
  );
});
