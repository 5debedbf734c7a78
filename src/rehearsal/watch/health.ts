import type { Connector, Service } from "../cloud/services";

/** How one part of a rehearsal is: a process, a connector, a task, a replication slot. */
export interface Health {
  /** What it is about, with its name: `connector orders`. */
  readonly part: string;
  /** What the part belongs to; once that is destroyed nothing is reported about the part. */
  readonly owner: Service | Connector;
  /** The name of the replication slot that it is, if it is one. */
  readonly slot?: string;
  /** What is wrong, why, and what to do, as it follows the part; undefined if the part is well. */
  readonly problem?: string;
  /** Milliseconds that the problem must last before it is reported. @default 0 - certain at once */
  readonly afterMs?: number;
  /** What to report once the problem is gone: `runs again`. */
  readonly recovered: string;
}
