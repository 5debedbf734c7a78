import type { Call, Finding } from "./meaning";
import { meanings } from "./resources";
import type { StackResource } from "./stack-json";
import type { World } from "./world";

/** Workers come before the connectors that are checked for their version. */
const first = "aiven_kafka_connect";

/**
 * What Aiven would refuse of a stack, all of it. Terraform alone tells a part: it looks at nothing
 * that depends on something refused.
 *
 * @returns a line each, with the resource's address
 */
export async function refusals(
  resources: readonly StackResource[],
  world: World,
): Promise<string[]> {
  const inOrder = [...resources].sort(
    (a, b) => Number(b.type === first) - Number(a.type === first),
  );
  const lines: string[] = [];
  for (const { type, name, values } of inOrder) {
    const call: Call<World> = {
      context: world,
      type,
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    const findings = (await meanings[type]?.check?.(values, undefined, call)) ?? [];
    lines.push(
      ...findings
        .filter(isError)
        .map(({ detail, summary }) => `${type}.${name}: ${detail ?? summary}`),
    );
  }
  return lines;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}
