import type { Call, Diagnostic } from "../provider/resource-handler";
import { nameDiagnostics } from "../resources/name-diagnostics";
import { resourceHandlers } from "../resources";
import type { StackResource } from "../../stack/stack-json";
import type { LocalCloud } from "./local-cloud";

/** Workers come before the connectors that are checked for their version. */
const first = "aiven_kafka_connect";

/**
 * What Aiven would refuse of a stack, all of it. Terraform alone tells a part: it looks at nothing
 * that depends on something refused.
 *
 * @returns a line each, with the resource's address
 */
export async function preflightErrors(
  resources: readonly StackResource[],
  cloud: LocalCloud,
): Promise<string[]> {
  const inOrder = [...resources].sort(
    (a, b) => Number(b.type === first) - Number(a.type === first),
  );
  const lines: string[] = [];
  for (const { type, name, values } of inOrder) {
    const call: Call<LocalCloud> = {
      context: cloud,
      type,
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    const checked = (await resourceHandlers[type]?.check?.(values, undefined, call)) ?? [];
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
