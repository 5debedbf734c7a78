import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { SessionClient } from "../../../src/rehearsal/session/socket/client";
import { HostSession } from "../../../src/rehearsal/session/socket/host-session";
import { readSessionInfo, sessionIdsIn } from "../../../src/rehearsal/session/claim/session-folder";

const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-claim-"));
const program = join(folder, "host.cjs");
let count = 0;
const newRunDir = () => join(folder, `run-${++count}`);

beforeAll(() => {
  buildSync({
    entryPoints: [join(__dirname, "host.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function host(runDir: string, mode: "end" | "die" | "stay") {
  const child = spawn(process.execPath, [program, runDir, mode]);
  let output = "";
  const ready = new Promise<void>((resolve) =>
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("ready")) resolve();
    }),
  );
  const ended = new Promise<string>((resolve) =>
    child.once("close", (_code, signal) => resolve(signal ?? output.trim())),
  );
  return { child, ready, ended };
}

const claim = (runDir: string, isOursByLocation = false) => {
  const session = HostSession.claim({
    runDir,
    isOursByLocation,
    onEnd: () => undefined,
    isNeeded: () => true,
  });
  return session;
};

test.each(["end", "die"] as const)(
  "of many processes that claim a folder at once, and %s, one at a time has it",
  async (mode) => {
    const runDir = newRunDir();
    const outcomes: string[] = [];
    for (let round = 0; round < 8; round++) {
      const hosts = Array.from({ length: 6 }, () => host(runDir, mode));
      outcomes.push(...(await Promise.all(hosts.map(({ ended }) => ended))));
    }
    const allowed = new Set(["alone", "taken", ...(mode === "die" ? ["SIGKILL"] : [])]);
    expect(outcomes.filter((outcome) => !allowed.has(outcome))).toEqual([]);
    expect(outcomes).toContain("alone");
    await (await claim(runDir)).release();
    expect(existsSync(runDir)).toBe(false);
  },
);

test("a killed host is named, and what it left is cleared", async () => {
  const runDir = newRunDir();
  const killed = host(runDir, "stay");
  await killed.ready;
  killed.child.kill("SIGKILL");
  await killed.ended;
  const session = await claim(runDir);
  expect(session.killed).toBe(killed.child.pid);
  expect(readdirSync(runDir)).toEqual(["session"]);
  await session.release();
});

test("a folder for temporary files that a killed host recorded is removed", async () => {
  const runDir = newRunDir();
  const killed = host(runDir, "stay");
  await killed.ready;
  const socketFolder = mkdtempSync(join(tmpdir(), "cdc-"));
  writeFileSync(join(socketFolder, "s"), "");
  const [id = ""] = sessionIdsIn(join(runDir, "session"));
  writeFileSync(join(runDir, "session", `${id}.folders`), `${socketFolder}\n${folder}\n`);
  killed.child.kill("SIGKILL");
  await killed.ended;
  await (await claim(runDir)).release();
  expect(existsSync(socketFolder)).toBe(false);
  expect(existsSync(folder)).toBe(true);
});

test("a path beyond the limit of socket names works, and leaves nothing", async () => {
  const runDir = join(folder, "p".repeat(120), "run");
  const session = await claim(runDir);
  session.ready({ TF_VAR_a: "b" });
  const [id = ""] = sessionIdsIn(join(runDir, "session"));
  const { socket = "" } = readSessionInfo(join(runDir, "session"), id) ?? {};
  expect(socket.startsWith(join(tmpdir(), "cdc-session-"))).toBe(true);
  const client = await SessionClient.find(runDir);
  expect(await client?.attach()).toEqual({ TF_VAR_a: "b" });
  client?.leave();
  await session.release();
  expect(existsSync(join(socket, ".."))).toBe(false);
});

test("a link to a folder works, and nothing is cleared through links in it", async () => {
  const [real, link, precious] = [newRunDir(), newRunDir(), newRunDir()];
  for (const dir of [real, precious]) mkdirSync(dir, { mode: 0o700 });
  writeFileSync(join(precious, "file"), "");
  symlinkSync(real, link);
  const session = await claim(link);
  symlinkSync(precious, join(real, "link"));
  await session.release();
  expect(readdirSync(real)).toEqual([]);
  expect(readdirSync(precious)).toEqual(["file"]);
});

test("a mount point with lost+found is taken", async () => {
  const runDir = newRunDir();
  mkdirSync(join(runDir, "lost+found"), { recursive: true });
  await (await claim(runDir)).release();
  expect(readdirSync(runDir)).toEqual(["lost+found"]);
});

test.each([
  ["a file of the user's", "notes.txt", "notes"],
  ["a host.json that is not ours", "host.json", '{"name": "web-1"}'],
])("a folder with %s is refused and stays as it is", async (_what, name, text) => {
  const runDir = newRunDir();
  mkdirSync(runDir);
  writeFileSync(join(runDir, name), text);
  await expect(claim(runDir)).rejects.toThrow(
    `The folder ${runDir} holds files that no rehearsal made (${name}), and a rehearsal clears ` +
      "its folder; name a new or an empty folder with AIVEN_CDC_RUN_DIR",
  );
  expect(readdirSync(runDir)).toEqual([name]);
  expect(readFileSync(join(runDir, name), "utf8")).toBe(text);
});

test("a folder with the user's own session folder is refused and stays as it is", async () => {
  const runDir = newRunDir();
  mkdirSync(join(runDir, "session"), { recursive: true });
  writeFileSync(join(runDir, "session", "notes"), "");
  await expect(claim(runDir)).rejects.toThrow("holds files that no rehearsal made (session)");
  expect(readdirSync(join(runDir, "session"))).toEqual(["notes"]);
});

test("the default folder is cleared, whatever an earlier version left there", async () => {
  const runDir = newRunDir();
  mkdirSync(join(runDir, "services"), { recursive: true });
  await (await claim(runDir, true)).release();
  expect(existsSync(runDir)).toBe(false);
});

test("a file in place of the folder is refused", async () => {
  const runDir = newRunDir();
  writeFileSync(runDir, "text");
  await expect(claim(runDir)).rejects.toThrow(
    `AIVEN_CDC_RUN_DIR must name a folder, got the file ${runDir}; name a new or an empty folder`,
  );
  await expect(claim(join(runDir, "below"))).rejects.toThrow("a part of this path is a file");
});

test.each(["not JSON\n", "[]\n", '{"request":"format"}\n', "x".repeat(100_000), "\0\n"])(
  "input that is no request ends its connection and nothing else (%#)",
  async (input) => {
    const runDir = newRunDir();
    const session = await claim(runDir);
    session.ready({});
    const [id = ""] = sessionIdsIn(join(runDir, "session"));
    const socket = connect(join(runDir, "session", `${id}.sock`));
    socket.on("error", () => undefined);
    socket.write(input);
    await new Promise((resolve) => socket.once("close", resolve));
    const client = await SessionClient.find(runDir);
    expect(await client?.attach()).toEqual({});
    client?.leave();
    await session.release();
  },
);
