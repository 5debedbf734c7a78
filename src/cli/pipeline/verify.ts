import { colors } from "../../base/text/colors";
import { printJson, schemaId } from "../../base/json-output.cjs";
import { printable } from "../../base/text/printable";
import { synthesize } from "../../stack/synthesize";
import type { CheckResult } from "../../verify/check-result";
import { runDir } from "../../rehearsal/home";
import { runningEnvironment } from "../../rehearsal/session/socket/client";
import { running } from "../../verify/running";
import { verify as verifyPipeline } from "../../verify/verify";
import { exitCodes } from "../../base/user-error";
import { authorityFor } from "./authority";

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
  const { where, isRehearsed, asOf, pipelines } = running(await runningEnvironment(runDir));
  const authority = authorityFor({ file: options.ca, isRehearsed });
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
      ca: authority(pipeline.project),
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
