import type { Call, Diagnostic } from "../provider/resource-handler";
import { nameDiagnostics } from "../resources/name-diagnostics";
import { resourceHandlers } from "../resources";
import type { StackResource } from "../../stack/resources";
import type { LocalCloud } from "./local-cloud";

/**
 * Everything in a stack that Aiven would refuse. Terraform alone reports a part: it plans nothing
 * that depends on a refused resource.
 *
 * @returns a line each, with the resource's address
 */
export async function preflightErrors(
  resources: readonly StackResource[],
  cloud: LocalCloud,
): Promise<string[]> {
  const callOf = (type: string): Call<LocalCloud> => ({
    context: cloud,
    type,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  for (const { type, values } of resources)
    resourceHandlers[type]?.onPlanned?.(values, callOf(type));
  const lines: string[] = [];
  for (const { type, name, values } of resources) {
    const checked = (await resourceHandlers[type]?.check?.(values, undefined, callOf(type))) ?? [];
    lines.push(
      ...[...checked, ...nameDiagnostics(values, checked)]
        .filter(isError)
        .map(({ detail, summary }) => `${type}.${name}: ${detail ?? summary}`),
    );
  }
  return lines;
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
