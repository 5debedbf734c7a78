import { partsOf } from "../../diagram/from-stack";
import type { Console } from "../../rehearsal/console/server";
import type { AppliedStack, ConsoleOptions } from "../../rehearsal/console/session";
import type { Stack } from "../../stack/synthesize";

type OpenConsole = Omit<ConsoleOptions, "stacks"> & { readonly stacks: readonly Stack[] };

/** Opens the page of a rehearsal; what it is made of is loaded here, after the first event. */
export async function openConsole({ stacks, ...options }: OpenConsole): Promise<Console> {
  const { ConsoleSession } = await import("../../rehearsal/console/session.js");
  const { startConsole } = await import("../../rehearsal/console/server.js");
  return startConsole(new ConsoleSession({ ...options, stacks: stacks.map(appliedStack) }));
}

export function appliedStack({ name, json, annotations }: Stack, at: number): AppliedStack {
  return {
    name,
    parts: partsOf(json, { environment: process.env, prefix: `${at}/` }),
    resources: Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
      Object.entries(named).map(([resource, body]) => ({
        address: `${type}.${resource}`,
        // what cdktf notes for itself is no argument
        arguments: { ...body, "//": undefined },
      })),
    ),
    notes: annotations.map(({ message }) => message),
  };
}
