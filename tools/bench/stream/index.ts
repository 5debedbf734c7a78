import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "../figure";
import { type Engines, startEngines } from "./engines/engines";
import { type FigurePlan, type FloorName, names, type PassName, plans } from "./figures";
import { passes } from "./passes";
import { readSettings, type Settings, type SideName } from "./settings";

export interface StreamOptions {
  /** How often each side is measured, the sides in turn. */
  readonly pairs: number;
  /** A fifth of the volume, and of the figures those with a bound. */
  readonly short: boolean;
  /** Takes all `pairs` in the short form, too. */
  readonly thorough?: boolean;
  /** Ids, or beginnings of them up to a dot. @default - all */
  readonly only?: readonly string[];
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Enough for the bounds that the short form checks; a broken one is measured again, over all pairs. */
const shortPairs = 1;

type AllSettings = Readonly<Record<SideName, Settings>>;

/** What a stream of changes takes: our profiles against the seed's settings and the floors. */
export async function streamFigures(options: StreamOptions): Promise<Figure[]> {
  const { short, only, onProgress, signal } = options;
  const wanted = plans.filter(
    ({ id, short: isShort }) =>
      (!short || isShort) &&
      (!only || only.some((name) => id === name || id.startsWith(`${name}.`))),
  );
  if (wanted.length === 0) return [];
  const dir = await mkdtemp(join(tmpdir(), "aiven-cdc-bench-"));
  try {
    onProgress("stream: synthesizing the profiles");
    const settings = await readSettings(dir);
    const sides = [...new Set(wanted.flatMap(({ baseline, ours }) => sidesOf(baseline, ours)))];
    onProgress(`stream: starting PostgreSQL, a broker and ${sides.length} workers`);
    const engines = await startEngines({
      ...{ dir, signal, shared: short },
      sides: new Map(sides.map((side) => [side, settings[side]])),
    });
    try {
      await engines.client.query("CREATE TABLE heartbeat (status int)"); // the seed's beats
      const run = new Run(engines, settings, wanted, options);
      await run.warmUp(sides);
      for (const pass of new Set(wanted.map((plan) => plan.pass))) await run.measure(pass);
      return wanted.flatMap((plan) => run.figure(plan));
    } finally {
      await engines.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** The values of a pass's measures, one a pair. */
class Run {
  readonly #values = new Map<string, number[]>();
  readonly #scale: number;
  readonly #pairs: number;

  constructor(
    private readonly engines: Engines,
    private readonly settings: AllSettings,
    private readonly wanted: readonly FigurePlan[],
    private readonly options: StreamOptions,
  ) {
    const { short, thorough = false, pairs } = options;
    this.#scale = short ? 0.2 : 1;
    this.#pairs = short && !thorough ? Math.min(pairs, shortPairs) : pairs;
  }

  /**
   * Java compiles what it runs often: the first rows of a worker go at a tenth of its speed. A
   * worker is warm when a pass takes about the CPU of the one before; where that is not known, after
   * as many passes as it takes at most.
   */
  async warmUp(sides: readonly SideName[]): Promise<void> {
    const [first, ...others] = [...sides].sort((a) => (a === "balanced" ? -1 : 0));
    const { short } = this.options;
    for (const side of short ? [first] : [first, ...others]) {
      if (side) await this.#warmUp(side, short ? 5 : 8);
    }
    if (short) for (const side of others) await this.#warmUp(side, 1);
  }

  async #warmUp(side: SideName, atMost: number): Promise<void> {
    let before = Infinity;
    for (let pass = 1; pass <= atMost; pass++) {
      this.options.onProgress(`stream: warming up ${names[side]}, pass ${pass}`);
      const results = await this.#pass("stock", side, new Set());
      const cpu = results.get(side)?.get("cpu") ?? 0;
      if (cpu > before * 0.9) return;
      before = cpu;
    }
  }

  async measure(pass: PassName): Promise<void> {
    const plansOfPass = this.wanted.filter((plan) => plan.pass === pass);
    const sides = new Set(plansOfPass.flatMap(({ baseline, ours }) => sidesOf(baseline, ours)));
    for (let pair = 1; pair <= this.#pairs; pair++) {
      const taken = new Set<FloorName>();
      for (const side of sides) {
        this.options.onProgress(`stream: ${pass}, pair ${pair} of ${this.#pairs}, ${names[side]}`);
        const floors = plansOfPass
          .filter(({ ours }) => ours === side)
          .flatMap(({ baseline }) => (isFloor(baseline) && !taken.has(baseline) ? [baseline] : []));
        floors.forEach((floor) => taken.add(floor)); // one a pair, whoever is held against it
        const results = await this.#pass(pass, side, new Set(floors));
        for (const [name, measures] of results) {
          for (const [measure, value] of measures) this.#valuesOf(pass, name, measure).push(value);
        }
      }
    }
  }

  /** None where the machine does not tell what it takes, as CPU outside of Linux. */
  figure(plan: FigurePlan): Figure[] {
    const { id, title, unit, pass, measure, baseline, ours, bound, shortBound } = plan;
    const base = this.#valuesOf(pass, baseline, measure);
    const own = this.#valuesOf(pass, ours, measure);
    if (base.length === 0 || own.length !== base.length) return [];
    return [
      {
        id,
        title,
        unit,
        baseline: { name: names[baseline], values: base },
        ours: { name: names[ours], values: own },
        ratios: own.map((value, pair) => value / (base[pair] as number)),
        bound: this.options.short ? (shortBound ?? bound) : bound,
      },
    ];
  }

  #pass(pass: PassName, side: SideName, floors: ReadonlySet<FloorName>) {
    const { engines, options, settings } = this;
    return passes[pass]({
      ...{ engines, side, floors, scale: this.#scale },
      ...{ settings: settings[side], signal: options.signal },
    });
  }

  #valuesOf(pass: PassName, side: SideName | FloorName, measure: string): number[] {
    const key = `${pass} ${side} ${measure}`;
    const values = this.#values.get(key) ?? [];
    this.#values.set(key, values);
    return values;
  }
}

function isFloor(name: SideName | FloorName): name is FloorName {
  return name === "pg_recvlogical" || name === "producer" || name === "decoding";
}

function sidesOf(...sides: readonly (SideName | FloorName)[]): SideName[] {
  return sides.filter((name): name is SideName => !isFloor(name));
}
