import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineProcess } from "../../../src/rehearsal/engines/engine-process";
import { type Guard, startGuard } from "../../../src/rehearsal/engines/guard";
import { explanationOf } from "../../../src/rehearsal/cloud/explanation";
import { runDir } from "../../../src/rehearsal/home";
import type { Service } from "../../../src/rehearsal/cloud/services";

let dir: string;
let guard: Guard;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "explanation-"));
  guard = startGuard();
});
afterEach(async () => {
  await guard.close();
  rmSync(dir, { recursive: true });
});

const engine = (script: string, name = "engine") =>
  new EngineProcess({
    ...{ name, command: "sh", args: ["-c", script], cwd: dir, guard },
    logFile: join(dir, `${name}.log`),
    lastSignal: "KILL",
  });
const service = (type: string, name: string, of: object) =>
  ({ type, project: "p", name, engine: of }) as unknown as Service;
const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), {
  code: "ECONNREFUSED",
});

test("names the PostgreSQL that has ended, by service and signal, with its log", async () => {
  const postgres = engine("echo starting; echo 'PANIC: no luck'; kill -9 $$");
  await postgres.exited;
  const explanation = await explanationOf(refused, () => [service("pg", "orders-db", postgres)]);
  expect(explanation).toEqual({
    summary: "PostgreSQL of service orders-db was ended by signal SIGKILL",
    detail:
      `  PANIC: no luck\nAll of its log: ${join(dir, "engine.log")}\n` +
      "Then this failed: connect ECONNREFUSED 127.0.0.1:5432",
  });
});

test("names each broker and worker that has ended, and none that runs", async () => {
  const [alive, dead, connect] = [
    engine("sleep 60", "one"),
    engine("exit 3", "two"),
    engine("exit 0", "three"),
  ] as const;
  await Promise.all([dead.exited, connect.exited]);
  const broker = (id: number, { pid, alive }: EngineProcess) => ({ id, pid, alive });
  const brokers = [broker(1, alive), broker(2, dead)];
  const explanation = await explanationOf(refused, () => [
    service("kafka", "events", { brokers }),
    service("kafka_connect", "capture", connect),
  ]);
  expect(explanation?.summary).toBe(
    "Kafka broker 2 of service events was ended with exit code 3; " +
      "Kafka Connect of service capture was ended with exit code 0",
  );
});

test("has nothing to add where everything runs", async () => {
  const running = engine("sleep 60");
  const services = () => [service("pg", "orders-db", running)];
  expect(await explanationOf(refused, services)).toBeUndefined();
});

test.each([
  ["Node", Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })],
  ["PostgreSQL", Object.assign(new Error("could not extend file"), { code: "53100" })],
  ["Terraform", new Error("Failed to save state: write x: no space left on device")],
  ["a quota", Object.assign(new Error("write"), { code: "EDQUOT" })],
])("names the full disk that %s reports, and what to do", async (_who, error) => {
  expect(await explanationOf(error, () => [])).toEqual({
    summary: `The disk of ${runDir} is full`,
    detail:
      "make room there, or name a folder on another disk with AIVEN_CDC_RUN_DIR, and run the command again\n" +
      `First error: ${error.message}`,
  });
});

test("finds the full disk in the log of an engine that ended of it", async () => {
  const postgres = engine("echo 'PANIC: could not write: No space left on device'; exit 1");
  await postgres.exited;
  const explanation = await explanationOf(refused, () => [service("pg", "orders-db", postgres)]);
  expect(explanation?.summary).toBe(`The disk of ${runDir} is full`);
  expect(explanation?.detail).toContain(
    "PostgreSQL of service orders-db was ended with exit code 1\n",
  );
});
