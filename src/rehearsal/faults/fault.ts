/** What a rehearsal can break, in the order in which `all` does. */
export const faults = ["broker", "connect", "postgres", "network", "slot"] as const;

export type Fault = (typeof faults)[number];

export function faultsOf(asked: Fault | "all", times: number): readonly Fault[] {
  const each = asked === "all" ? faults : [asked];
  return each.flatMap((fault) => Array<Fault>(times).fill(fault));
}
