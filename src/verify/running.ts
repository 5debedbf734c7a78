import { parseDay, asOfVariable } from "../rehearsal/as-of";
import type { Stack } from "../rehearsal/app";
import { UserError } from "../rehearsal/home";
import { runningHost } from "../rehearsal/host";
import { attachedRunDir } from "../drift/remembered-file.cjs";
import { readState } from "../drift/state";
import { type Pipeline, pipelinesOf } from "./pipeline";

/** Where pipelines run: in the rehearsal that is up, else at Aiven. */
export interface Running {
  /** For a person. */
  readonly where: string;
  /** The day that is rehearsed. @default - today */
  readonly asOf?: Date;
  pipelines(stacks: readonly Stack[], app: string): Promise<Pipeline[]>;
}

/** What runs here, or was deployed: either way Terraform's state tells how to reach it. */
export function running(): Running {
  const host = attachedRunDir() === undefined ? runningHost() : undefined;
  const isRehearsed = host !== undefined || attachedRunDir() !== undefined;
  const day = host?.environment[asOfVariable];
  return {
    where: isRehearsed ? "in the rehearsal that runs here" : "as it was deployed last",
    asOf: day === undefined ? undefined : parseDay(day),
    pipelines: async (stacks, app) => {
      const states = await Promise.all(stacks.map((stack) => readState(stack, host?.environment)));
      const found = states.flatMap((state) => pipelinesOf(state ?? []));
      if (found.length > 0) return found;
      const folders = stacks.filter((_, at) => !states[at]).map(({ dir }) => dir);
      throw new UserError(noPipeline(app, isRehearsed, folders));
    },
  };
}

function noPipeline(app: string, isRehearsed: boolean, folders: readonly string[]): string {
  const file = app === "main.ts" ? "" : ` -- --app ${app}`;
  if (isRehearsed) {
    return `No pipeline of ${app} runs in the rehearsal that runs here; apply it there: npm run rehearse -- npx cdktf deploy`;
  }
  const init = folders.map((dir) => `terraform -chdir=${dir} init`).join(" && ");
  return (
    `No pipeline of ${app} is deployed, as far as its state tells, and no rehearsal runs here; ` +
    `rehearse it with \`npm start${file}\`, or deploy it with \`npx cdktf deploy\`` +
    (init === "" ? "" : `; if it was deployed from elsewhere, run \`${init}\` first`)
  );
}
