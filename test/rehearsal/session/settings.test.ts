import { mustAgree, variablesOf } from "../../../src/rehearsal/session/settings";

const all = { asOf: new Date("2026-01-31"), secretsFile: "/secrets.json", brokers: 1 };
const join = (running: object, settings: object) => () =>
  mustAgree(7, running as Record<string, string>, settings);
const remedy = "leave the option out to join it, or end it with `npx cdc stop`";

test("a command that has the same settings, or leaves them open, joins", () => {
  expect(join(variablesOf(all), all)).not.toThrow();
  expect(join(variablesOf(all), {})).not.toThrow();
  expect(join({}, {})).not.toThrow();
});

test.each([
  [{ asOf: all.asOf }, "as of today", "--as-of 2026-01-31"],
  [{ secretsFile: all.secretsFile }, "with no file of secrets", "--secrets /secrets.json"],
  [{ brokers: 1 }, "with as many brokers as the plan has nodes", "--brokers 1"],
])("what a rehearsal without %j runs with is told", (settings, runs, got) => {
  expect(join({}, settings)).toThrow(
    `A rehearsal ${runs} runs here (process 7), got ${got}; ${remedy}`,
  );
});

test.each([
  [{ asOf: new Date("2026-02-01") }, "as of 2026-01-31", "--as-of 2026-02-01"],
  [{ secretsFile: "/other.json" }, "with the secrets of /secrets.json", "--secrets /other.json"],
  [{ brokers: 2 }, "with at most 1 broker", "--brokers 2"],
])("what a rehearsal with other settings runs with is told", (settings, runs, got) => {
  expect(join(variablesOf(all), settings)).toThrow(
    `A rehearsal ${runs} runs here (process 7), got ${got}; ${remedy}`,
  );
});
