import { project } from "../../base/project";
import { runDir } from "../../rehearsal/home";
import { earlyChecks } from "./early.cjs";
import { lateChecks } from "./late";
import { report } from "./result.cjs";

export interface DoctorOptions {
  readonly json: boolean;
}

/** `cdc doctor`: every prerequisite of a rehearsal at once; one that is not met is a finding. */
export async function doctor({ json }: DoctorOptions): Promise<void> {
  const checks = await Promise.all([earlyChecks({ home: project, runDir }), lateChecks()]);
  report(checks.flat(), { json });
}
