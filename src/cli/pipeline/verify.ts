import { readFileSync } from "node:fs";
import colors from "picocolors";
import { printJson, schemaId } from "../../base/json-output.cjs";
import { printable } from "../../base/text/printable";
import { synthesize } from "../../stack/synthesize";
import type { CheckResult } from "../../verify/check-result";
import { rehearsedAuthority, runDir } from "../../rehearsal/home";
import { runningEnvironment } from "../../rehearsal/session/socket/client";
import { running } from "../../verify/running";
import { verify as verifyPipeline } from "../../verify/verify";
import { exitCodes, Misuse } from "../../base/user-error";

export interface VerifyOptions {
  readonly app: string;
  readonly json: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly maxLagMb: number;
  readonly canarySql?: string;
  /** A file, PEM. */
  readonly ca?: string;
}

/** `cdc verify`: whether running pipelines are well, check by check. */
export async function verify(options: VerifyOptions): Promise<void> {
  const { app, json, timeout, maxLagMb, canarySql } = options;
  const ca = options.ca === undefined ? undefined : readPem(options.ca);
  const { where, isRehearsed, asOf, pipelines } = running(await runningEnvironment(runDir));
  const stacks = await synthesize({ app, asOf });
  const reports: { connector: string; checks: readonly CheckResult[] }[] = [];
  for (const pipeline of await pipelines(stacks, app)) {
    if (!json) {
      process.stdout.write(`${colors.bold(printable(pipeline.connectorName))}, ${where}\n`);
    }
    const results = await verifyPipeline(pipeline, {
      maxLagMb,
      timeoutMs: timeout * 1_000,
      canarySql,
      ca: ca ?? (isRehearsed ? rehearsedAuthority(pipeline.project) : undefined),
    });
    reports.push({ connector: pipeline.connectorName, checks: results });
    if (!json) print(results);
    if (results.some(({ verdict }) => verdict === "failed")) process.exitCode = exitCodes.finding;
  }
  if (json) {
    printJson({ schema: schemaId("verify"), app, isRehearsed, pipelines: reports });
  }
}

function print(results: readonly CheckResult[]): void {
  const width = Math.max(...results.map(({ what }) => what.length));
  for (const result of results) process.stdout.write(`${line(result, width)}\n`);
}

const marks = {
  ok: colors.green,
  warning: colors.yellow,
  failed: colors.red,
  skipped: colors.dim,
};

function line({ verdict, what, figure }: CheckResult, width: number): string {
  return `  ${marks[verdict](verdict.padEnd(7))}  ${printable(what).padEnd(width)}  ${printable(figure, 2_000)}`;
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Misuse(`--ca must name a file that can be read, got ${file}`);
  }
}
