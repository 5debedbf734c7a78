import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeptLogs } from "../../../src/rehearsal/session/logs/kept-logs";

const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-logs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const runDir = join(folder, "run");
const kafka = join(runDir, "services", "demo-kafka");
const log = join(kafka, "broker-1.log");
const parent = join(folder, "run-logs");
mkdirSync(join(kafka, "broker-1"), { recursive: true });
writeFileSync(log, "FATAL password s3cret refused\n");
writeFileSync(join(kafka, "broker-1", "00000000000000000000.log"), "rows of a topic");
symlinkSync("/etc/passwd", join(kafka, "link.log"));

const logsOf = (folders: string[], secrets = ["s3cret"]) =>
  new KeptLogs({ runDir, folders, secrets: () => secrets });

test("a message that names a log names the kept one, which has no secret in it", () => {
  const message = logsOf([parent]).named(`Kafka broker 1 failed; all of its log: ${log}`);
  const kept = message.replace(/^.*: /, "");
  expect(kept.startsWith(`${parent}/`)).toBe(true);
  expect(readFileSync(kept, "utf8")).toBe("FATAL password *** refused\n");
  expect(statSync(kept).mode & 0o777).toBe(0o600);
  expect(statSync(join(kept, "..")).mode & 0o777).toBe(0o700);
});

test("neither a topic's data nor the target of a link is kept", () => {
  const kept = logsOf([parent]).keep() ?? "";
  expect(readdirSync(kept, { recursive: true })).toEqual(["demo-kafka", "demo-kafka/broker-1.log"]);
});

test("a message that names no log keeps none", () => {
  rmSync(parent, { recursive: true });
  expect(logsOf([parent]).named("plan is unknown")).toBe("plan is unknown");
  expect(() => statSync(parent)).toThrow("ENOENT");
});

test("the logs of the last three runs are kept, and other files in the folder stay", () => {
  mkdirSync(parent, { mode: 0o700 });
  const earlier = [1, 2, 3, 4].map((day) => `2026-01-0${day}T00-00-00Z-7`);
  for (const name of earlier) mkdirSync(join(parent, name));
  writeFileSync(join(parent, "notes"), "");
  const kept = logsOf([parent]).keep() ?? "";
  expect(readdirSync(parent).map((name) => join(parent, name))).toEqual(
    [...earlier.slice(2), kept.slice(parent.length + 1), "notes"].map((name) => join(parent, name)),
  );
});

test("a folder that others can write to is passed over", () => {
  const open = join(folder, "open");
  mkdirSync(open);
  expect(logsOf([open, parent]).keep()?.startsWith(parent)).toBe(true);
  expect(logsOf([open]).keep()).toBeUndefined();
  expect(readdirSync(open)).toEqual([]);
});
