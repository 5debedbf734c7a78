import { defaultApp } from "../base/default-app.cjs";
import { parseDay, asOfVariable } from "../stack/as-of";
import type { Stack } from "../stack/synthesize";
import { attachedRunDir } from "../drift/remembered-file.cjs";
import { readState } from "../stack/state";
import { type Pipeline, pipelinesOf } from "./pipeline";
import { CannotRun } from "../base/user-error";

/** Where pipelines run: in the rehearsal that is up, else at Aiven. */
export interface Running {
  /** For a person. */
  readonly where: string;
  readonly isRehearsed: boolean;
  /** The day that is rehearsed. @default - today */
  readonly asOf?: Date;
  pipelines(stacks: readonly Stack[], app: string): Promise<Pipeline[]>;
}

/**
 * What runs here, or was deployed: Terraform's state has the addresses either way.
 *
 * @param rehearsed the environment of the rehearsal that runs here, if one does
 */
export function running(rehearsed: Readonly<Record<string, string>> | undefined): Running {
  const isAttached = attachedRunDir() !== undefined;
  const environment = isAttached ? undefined : rehearsed;
  const isRehearsed = environment !== undefined || isAttached;
  const day = environment?.[asOfVariable];
  return {
    where: isRehearsed ? "in the rehearsal that runs here" : "as it was deployed last",
    isRehearsed,
    asOf: day === undefined ? undefined : parseDay(day),
    pipelines: async (stacks, app) => {
      const states = await Promise.all(stacks.map((stack) => readState(stack, environment)));
      const found = states.flatMap((state) => pipelinesOf(state ?? []));
      if (found.length > 0) return found;
      const folders = stacks.filter((_, at) => !states[at]).map(({ dir }) => dir);
      throw new CannotRun(noPipeline(app, isRehearsed, folders));
    },
  };
}

function noPipeline(app: string, isRehearsed: boolean, folders: readonly string[]): string {
  const file = app === defaultApp() ? "" : ` --app ${app}`;
  if (isRehearsed) {
    return `No pipeline of ${app} runs in the rehearsal that runs here; apply it there: npx cdc rehearse npx cdktf deploy`;
  }
  const init = folders.map((dir) => `terraform -chdir=${dir} init`).join(" && ");
  return (
    `No pipeline of ${app} is deployed, according to its state, and no rehearsal runs here; ` +
    `rehearse it with \`npx cdc start${file}\`, or deploy it with \`npx cdktf deploy\`` +
    (init === "" ? "" : `; if it was deployed from elsewhere, run \`${init}\` first`)
  );
}
