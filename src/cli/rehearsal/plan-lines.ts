import { colors } from "../../base/text/colors";
import { changeLines } from "../../plan/words";
import type { Plan } from "../../rehearsal/terraform/plan";

/** A plan as a person reads it below the time of a line: what happens in bold, its details indented. */
export function planLines({ resources, outputs }: Plan): string[] {
  const changes = resources.flatMap((resource) => {
    const [what = "", ...details] = changeLines(resource);
    return [colors.bold(what), ...details.map((line) => `  ${line}`)];
  });
  const lines = [
    ...changes,
    ...(outputs.length > 0 ? [`changes outputs: ${outputs.join(", ")}`] : []),
  ];
  return lines.map((line, at) => (at === 0 ? line : `         ${line}`));
}
