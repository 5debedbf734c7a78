/** What a rehearsal can break, in the order in which `all` does: after the last the stream is gone. */
export const faults = ["broker", "connect", "postgres", "network", "slot"] as const;

export type Fault = (typeof faults)[number];

export function faultsOf(asked: Fault | "all"): readonly Fault[] {
  return asked === "all" ? faults : [asked];
}
