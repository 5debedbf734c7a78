import type { ChangeEvent } from "../../../src/rehearsal/demonstration/change-event";
import { type Change, type ChangePlan, numberIn } from "../../../src/rehearsal/faults/changes";
import { SeenNumbers } from "./seen-numbers";

/** A change that takes longer was delayed by a fault, and not just by its batch. */
const promptMs = 2_000;

/** What became of the changes of one stretch of the stream. */
export interface StretchCount {
  /** The fault that it begins with; undefined for what came before the first. */
  readonly fault?: string;
  /** Changes whose commit was acknowledged, or found to have happened. */
  readonly written: number;
  /** Of these, changes without an event. */
  readonly missing: number;
  /** Events that came again, in this stretch. */
  readonly duplicated: number;
  /** Events of this stretch that came first after a later one of their row. */
  readonly outOfOrder: number;
  /** From the break to the last change that took longer than 2 s; 0 where none did. */
  readonly caughtUpMs: number;
  /** The longest that a change took from its commit to us. */
  readonly slowestMs: number;
  /** Most changes at a time that were written and had not arrived. */
  readonly highestLag: number;
}

/** All stretches, and what belongs to no single one. */
export interface SoakCount {
  readonly stretches: readonly StretchCount[];
  readonly written: number;
  readonly events: number;
  readonly missing: number;
  readonly duplicated: number;
  /** Those of the stretches, and rows that were left at an older change than they had reached. */
  readonly outOfOrder: number;
  readonly slowestMs: number;
  readonly highestLag: number;
  /** Events of a snapshot: they stand for no change. */
  readonly snapshotEvents: number;
}

type Stretch = { -readonly [Name in keyof StretchCount]: StretchCount[Name] } & {
  /** The number of its first change. */
  readonly from: number;
  /** When its part broke, in milliseconds since 1970. */
  brokenAt?: number;
  /** Once all is well again, what is slow does not come from the fault. */
  isOver: boolean;
};

/**
 * Every change of an endless stream against every event, in memory that does not grow with it. An
 * event's number says which change it is; numbers that are all seen take no memory, and what else is
 * known of a change follows from the plan.
 */
export class SoakTally {
  readonly #seen = new SeenNumbers();
  readonly #stretches: Stretch[] = [stretch(undefined, 0)];
  /** Rows whose last event was an older one than they had reached: during a replay. */
  readonly #behind = new Set<number>();
  #written = 0;
  #events = 0;
  #snapshotEvents = 0;
  #mark = 0;
  #markedAt = 0;
  /** Where the last event stood. */
  at: { readonly topic: string; readonly partition: number } | undefined;

  constructor(
    private readonly table: string,
    private readonly plan: ChangePlan,
  ) {}

  get written(): number {
    return this.#written;
  }

  /** Changes that are written and have not arrived. */
  get lag(): number {
    return Math.max(0, this.#written - this.#seen.count);
  }

  /** A part is about to be broken: a stretch of its own begins. */
  begin(fault: string): void {
    this.#stretches.push(stretch(fault, this.#written));
  }

  broken(now = Date.now()): void {
    this.#last.brokenAt = now;
  }

  /** The part is back and has caught up. */
  over(): void {
    this.#last.isOver = true;
  }

  /** The next so many changes are in the database for good. */
  wrote(count: number): void {
    this.#written += count;
    this.#last.written += count;
    this.#last.highestLag = Math.max(this.#last.highestLag, this.lag);
  }

  /** @param now in milliseconds since 1970, by the clock that the database has too */
  see(event: ChangeEvent, now = Date.now()): void {
    if (event.table === this.table && event.operation === "snapshot") this.#snapshotEvents++;
    const number = this.#numberOf(event);
    if (number === undefined) return;
    this.at = { topic: event.topic, partition: event.partition };
    this.#events++;
    if (number < this.#mark) this.#markedAt = now;
    const last = this.#last;
    const { key } = this.plan.at(number);
    const isNewest = !this.#laterOfRow(number).some((later) => this.#seen.has(later));
    if (!this.#seen.add(number)) last.duplicated++;
    else if (!isNewest) last.outOfOrder++;
    if (isNewest) this.#behind.delete(key);
    else this.#behind.add(key);
    this.#time(last, now - (event.committedAt ?? now), now);
  }

  /** From now on {@link unseen} asks for the changes before this number. */
  mark(below: number, now = Date.now()): void {
    this.#mark = below;
    this.#markedAt = now;
  }

  /** The changes before the mark: how many have not arrived, and since when none has. */
  marked(now = Date.now()): { below: number; unseen: number; quietMs: number } {
    return {
      below: this.#mark,
      unseen: this.#seen.unseen(0, this.#mark),
      quietMs: now - this.#markedAt,
    };
  }

  count(): SoakCount {
    const stretches = this.#stretches.map(({ from, ...each }): StretchCount => {
      const { fault, written, duplicated, outOfOrder, caughtUpMs, slowestMs, highestLag } = each;
      const missing = this.#seen.unseen(from, from + written);
      return { fault, written, missing, duplicated, outOfOrder, caughtUpMs, slowestMs, highestLag };
    });
    const sum = (of: (each: StretchCount) => number) =>
      stretches.reduce((total, each) => total + of(each), 0);
    return {
      stretches,
      written: this.#written,
      events: this.#events,
      missing: sum(({ missing }) => missing),
      duplicated: sum(({ duplicated }) => duplicated),
      outOfOrder: sum(({ outOfOrder }) => outOfOrder) + this.#behind.size,
      slowestMs: Math.max(...stretches.map(({ slowestMs }) => slowestMs)),
      highestLag: Math.max(...stretches.map(({ highestLag }) => highestLag)),
      snapshotEvents: this.#snapshotEvents,
    };
  }

  get #last(): Stretch {
    return this.#stretches.at(-1) as Stretch;
  }

  #time(last: Stretch, tookMs: number, now: number): void {
    last.slowestMs = Math.max(last.slowestMs, tookMs);
    if (tookMs <= promptMs || last.brokenAt === undefined || last.isOver) return;
    last.caughtUpMs = Math.max(last.caughtUpMs, now - last.brokenAt);
  }

  #laterOfRow(number: number): number[] {
    const { key, operation } = this.plan.at(number);
    const later: readonly Change["operation"][] =
      operation === "insert" ? ["update", "delete"] : operation === "update" ? ["delete"] : [];
    return later.map((operation) => this.plan.numberOf({ key, operation }));
  }

  #numberOf({ table, operation, before, after }: ChangeEvent): number | undefined {
    if (table !== this.table) return undefined;
    if (operation !== "insert" && operation !== "update" && operation !== "delete")
      return undefined;
    const key = Number((after ?? before)?.id);
    const number =
      operation === "delete" ? this.plan.numberOf({ key, operation }) : numberIn(after?.name);
    if (number === undefined || !(number >= 0)) return undefined;
    // rows of the demonstration are not of the plan
    const change = this.plan.at(number);
    return change.key === key && change.operation === operation ? number : undefined;
  }
}

function stretch(fault: string | undefined, from: number): Stretch {
  const none = { written: 0, missing: 0, duplicated: 0, outOfOrder: 0 };
  return { fault, from, ...none, caughtUpMs: 0, slowestMs: 0, highestLag: 0, isOver: false };
}
