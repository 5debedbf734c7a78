import { type Severity, severities } from "../../aiven/rules/rule";
import { exitCodes } from "../../base/user-error";
import { type Annotation, readStacks } from "../../stack/synthesize";

export interface CheckOptions {
  readonly app: string;
  readonly asOf?: Date;
}

const severityOf: Readonly<Record<Annotation["level"], Severity>> = {
  "@cdktf/error": "error",
  "@cdktf/warn": "warning",
  "@cdktf/info": "note",
};

/** `cdc check`: every violation of an app's constructs, notes included; errors are a finding. */
export async function check({ app, asOf }: CheckOptions): Promise<void> {
  const context = JSON.parse(process.env.CDKTF_CONTEXT_JSON ?? "{}") as Record<string, unknown>;
  // for the process that synthesizes: errors become annotations too, beside all others
  process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
  process.env.CDKTF_CONTEXT_JSON = JSON.stringify({ ...context, "aiven-cdc:report": true });
  const found = await readStacks({ app, asOf }, (stacks) =>
    stacks.flatMap(({ annotations }) => annotations),
  );
  const lines = severities.flatMap((severity) =>
    found
      .filter(({ level }) => severityOf[level] === severity)
      .map(({ constructPath, message }) => `${severity}: [${constructPath}] ${message}`),
  );
  const counts = severities.map((severity) => {
    const count = found.filter(({ level }) => severityOf[level] === severity).length;
    return `${count} ${severity}${count === 1 ? "" : "s"}`;
  });
  process.stdout.write([...lines, `${app}: ${counts.join(", ")}`, ""].join("\n"));
  if (found.some(({ level }) => severityOf[level] === "error"))
    process.exitCode = exitCodes.finding;
}
