import type { Fault } from "../../src/rehearsal/faults/fault";

/** What a soak is asked for. */
export interface SoakOptions {
  /** For how long changes are written. @default 60 */
  readonly minutes: number;
  /** Changes a second, on the average. @default 2000 */
  readonly rate: number;
  /** Minutes from one fault to the next, unless the one before has not caught up. @default 5 */
  readonly faultEvery: number;
  /** Seconds that a part stays broken. @default 3 */
  readonly outage: number;
}

/** What breaks in turn: all but the slot, with which changes are lost. */
export const soakFaults = [
  "broker",
  "connect",
  "postgres",
  "network",
] as const satisfies readonly Fault[];

/** Ten seconds between two samples, less in short runs: 60 samples at the least. */
export function sampleEveryMs({ minutes }: Pick<SoakOptions, "minutes">): number {
  return Math.max(1_000, Math.min(10_000, minutes * 1_000));
}
