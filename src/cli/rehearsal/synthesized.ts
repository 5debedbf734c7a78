import { type Stack, synthesize, type SynthesizeOptions } from "../../stack/synthesize";
import { reportedViolation } from "../pipeline/check";
import type { Terminal } from "./terminal";

/** Synthesizes an app, and shows its stacks and what their constructs warn of. */
export async function synthesized(
  options: SynthesizeOptions,
  terminal: Terminal,
): Promise<Stack[]> {
  terminal.doing(`synthesizing ${options.app}`);
  const stacks = await synthesize(options);
  for (const { name, resources, annotations } of stacks) {
    const { length } = resources;
    const line = { type: "synthesized", stack: name, resources: length };
    terminal.done(`synthesized stack ${name}: ${length} resources`, line);
    for (const annotation of annotations) {
      const violation = reportedViolation(annotation);
      const text = `[${violation.path}] ${violation.message}`;
      const found = { type: "violation", ...violation };
      if (violation.severity === "note") terminal.done(`note: ${text}`, found);
      else terminal.warn(text, found);
    }
  }
  return stacks;
}
