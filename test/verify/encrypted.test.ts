import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { compile } from "../../src/launcher/compile.cjs";
import type { CheckResult } from "../../src/verify/check-result";

const home = resolve(__dirname, "../..");

interface Messages {
  readonly unknown: CheckResult;
  readonly known: CheckResult;
  /** The clients' names that the broker has seen. */
  readonly seenBefore: readonly string[];
  readonly clients: readonly string[];
}

test("brokers show a certificate, and see the client's only if their authority is known", async () => {
  const program = compile(join(__dirname, "encrypted-canary.ts"), { cwd: home, format: "esm" });
  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: home });
  const { unknown, seenBefore, known, clients } = JSON.parse(stdout) as Messages;
  expect(unknown.verdict).toBe("failed");
  expect(unknown.figure).toMatch(
    /^Kafka 127\.0\.0\.1:\d+ cannot be reached: .*; its certificate is signed by the project's own authority: name that with --ca FILE \(avn project ca-get\)$/,
  );
  expect(seenBefore).toEqual([]);
  expect(known.figure).not.toContain("--ca");
  expect(clients).toContain("localhost");
});
