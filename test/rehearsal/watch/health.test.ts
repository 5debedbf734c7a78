import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ConnectorStatus } from "../../../src/clients/connect-rest";
import type { Connector } from "../../../src/rehearsal/cloud/services";
import { connectorHealth } from "../../../src/rehearsal/watch/connectors";
import { LogFaults } from "../../../src/rehearsal/watch/log-faults";
import { slotHealth, type SlotState } from "../../../src/rehearsal/watch/slots";

const connector: Connector = { project: "p", service: "c", name: "orders", config: {} };

describe("a connector", () => {
  type State = ConnectorStatus["connector"]["state"];
  const problems = (state: State, ...tasks: State[]) =>
    connectorHealth(connector, {
      name: "orders",
      connector: { state, worker_id: "w" },
      tasks: tasks.map((task, id) => ({ id, state: task, worker_id: "w", trace: "a.B: no" })),
    }).map(({ part, problem }) => [part, problem]);

  test("that runs with its task is well", () => {
    expect(problems("RUNNING", "RUNNING")).toEqual([
      ["connector orders", undefined],
      ["connector orders, task 0,", undefined],
    ]);
  });

  test("with a failed task has the task's cause", () => {
    expect(problems("RUNNING", "FAILED")[1]).toEqual([
      "connector orders, task 0,",
      "is FAILED: B: no",
    ]);
  });

  test("that is paused, without a task or unknown captures nothing", () => {
    expect(problems("PAUSED")[0]?.[1]).toMatch(/^is PAUSED: nothing is captured/);
    expect(problems("RUNNING")[0]?.[1]).toMatch(/^has no task/);
    expect(connectorHealth(connector, undefined)[0]).toMatchObject({ afterMs: 10_000 });
  });

  test("in a rebalance is not judged", () => {
    expect(problems("UNASSIGNED", "UNASSIGNED")).toEqual([]);
  });
});

describe("a replication slot", () => {
  const judged = (state?: Partial<SlotState>, wasThere = true, trace?: string) =>
    slotHealth({
      slot: "s",
      connector,
      service: "db",
      state: state && { slot_name: "s", active: true, wal_status: "reserved", ...state },
      wasThere,
      trace,
    });

  test("with a reader is well", () => {
    expect(judged({}).problem).toBeUndefined();
  });

  test("that is gone is reported at once, one that was never there later", () => {
    expect(judged()).toMatchObject({ problem: expect.stringMatching(/^is missing/) });
    expect(judged().afterMs).toBeUndefined();
    expect(judged(undefined, false).afterMs).toBe(15_000);
  });

  test("that is lost, or without a reader, has a cause and a remedy", () => {
    expect(judged({ active: false, wal_status: "lost" }).problem).toMatch(
      /^is lost, .*pg_drop_replication_slot/,
    );
    expect(judged({ active: false }, true, 'a.B: publication "p" does not exist').problem).toMatch(
      /has no reader: .*: B: publication "p" does not exist; make the publication/,
    );
  });
});

describe("the log of an engine", () => {
  const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-log-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const trace = (name: string) =>
    `10:00:00.000 [main] ERROR a.B - it failed\njava.lang.${name}: no\n\tat A.b(A.java:1)\n`;

  test("gives the last stack trace since all was well", () => {
    const file = join(folder, "connect.log");
    const violations = new LogFaults();
    expect(violations.last(file)).toBeUndefined();
    writeFileSync(file, trace("OldError"));
    expect(violations.last(file)).toMatch(/^java.lang.OldError: no/);
    violations.skip(file);
    expect(violations.last(file)).toBeUndefined();
    appendFileSync(
      file,
      trace("FirstError") + trace("LastError") + "10:00:01.000 [main] WARN a.B - x\n",
    );
    expect(violations.last(file)).toBe("java.lang.LastError: no\n\tat A.b(A.java:1)\n");
  });

  test("gives the end of a JVM without memory, and the last fatal line of PostgreSQL", () => {
    const violations = new LogFaults();
    const jvm = join(folder, "broker.log");
    writeFileSync(
      jvm,
      trace("Other") + "Terminating due to java.lang.OutOfMemoryError: Java heap space\n",
    );
    expect(violations.last(jvm)).toBe("java.lang.OutOfMemoryError: Java heap space");
    const postgres = join(folder, "postgres.log");
    writeFileSync(
      postgres,
      "2026-11-24 10:00:00 UTC [1] PANIC:  could not write to file: No space left on device\n",
    );
    expect(violations.last(postgres)).toBe(
      "PANIC:  could not write to file: No space left on device",
    );
  });
});
