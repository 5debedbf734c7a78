import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Trial } from "./trials";
import { home } from "../../src/base/project";

/** What came of one kind of attack or accident. */
export interface Outcome {
  readonly trial: Trial;
  readonly trials: number;
  readonly survived: number;
  /** Tests that failed, or that ran on no machine of this kind. */
  readonly losses: readonly string[];
}

interface TestResult {
  readonly fullName: string;
  readonly status: "passed" | "failed" | "pending" | "skipped" | "todo";
}

/** Runs the test files of these trials, each file once a round, and counts by trial. */
export async function runTrials(
  trials: readonly Trial[],
  { rounds, onProgress }: { rounds: number; onProgress: (message: string) => void },
): Promise<Outcome[]> {
  const results = new Map<string, TestResult[]>();
  const files = [...new Set(trials.map(({ file }) => file))];
  for (const file of files) {
    for (let round = 1; round <= rounds; round += 1) {
      onProgress(`${file}, round ${round} of ${rounds}`);
      results.set(file, [...(results.get(file) ?? []), ...(await runFile(file))]);
    }
  }
  return trials.map((trial) => outcomeOf(trial, results.get(trial.file) ?? []));
}

/** The same from the results of a run of the whole suite (`npm test -- --json --outputFile=FILE`). */
export function outcomesIn(trials: readonly Trial[], results: string): Outcome[] {
  const { testResults } = JSON.parse(readFileSync(results, "utf8")) as {
    testResults: { name: string; assertionResults: TestResult[] }[];
  };
  return trials.map((trial) =>
    outcomeOf(
      trial,
      testResults
        .filter(({ name }) => name.endsWith(`/test/${trial.file}`))
        .flatMap(({ assertionResults }) => assertionResults),
    ),
  );
}

export function outcomeOf(trial: Trial, results: readonly TestResult[]): Outcome {
  const tests = results.filter(
    ({ fullName }) => trial.title === undefined || fullName.includes(trial.title),
  );
  const passed = tests.filter(({ status }) => status === "passed");
  const each = trial.rounds ?? 1;
  const perTest = trial.title === undefined ? 1 : Math.max(1, each / distinct(tests));
  return {
    trial,
    trials: Math.round(tests.length * perTest),
    survived: Math.round(passed.length * perTest),
    losses:
      tests.length === 0
        ? ["no test of that title ran"]
        : tests
            .filter(({ status }) => status !== "passed")
            .map(({ fullName, status }) => `${fullName}: ${status}`),
  };
}

/** The tests of one round. */
function distinct(tests: readonly TestResult[]): number {
  return new Set(tests.map(({ fullName }) => fullName)).size || 1;
}

async function runFile(file: string): Promise<TestResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "reliability-"));
  const output = join(folder, "results.json");
  const jest = join(home, "node_modules", "jest", "bin", "jest.js");
  try {
    await new Promise<void>((resolve) =>
      execFile(
        process.execPath,
        [jest, "--ci", "--json", `--outputFile=${output}`, "--runTestsByPath", join("test", file)],
        { cwd: home, maxBuffer: 64 << 20 },
        () => resolve(), // a failed test is a result, not an error
      ),
    );
    const { testResults } = JSON.parse(readFileSync(output, "utf8")) as {
      testResults: { assertionResults: TestResult[] }[];
    };
    return testResults.flatMap(({ assertionResults }) => assertionResults);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
