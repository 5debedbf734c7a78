import { type DiskPart, diskUse } from "./disk";
import { processTable, type Root, type Taken, takenBy } from "./process-tree";

/** What a process took at a time. */
export interface ProcessSample extends Taken {
  readonly name: string;
  /** A process that was started anew is another. */
  readonly pid: number;
}

export interface Sample {
  /** Since the first change was written. */
  readonly minutes: number;
  readonly processes: readonly ProcessSample[];
  readonly disk: Readonly<Record<DiskPart, number>>;
  /** Changes that were written and had not arrived. */
  readonly lag: number;
}

export interface SamplerOptions {
  readonly everyMs: number;
  /** What runs now. */
  readonly roots: () => readonly Root[];
  /** The run folder. */
  readonly folder: string;
  readonly lag: () => number;
}

/** Looks at processes and disk again and again, until it is closed. */
export class Sampler {
  readonly samples: Sample[] = [];
  readonly #begun = performance.now();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;

  constructor(private readonly options: SamplerOptions) {
    this.#timer = setInterval(() => this.#start(), options.everyMs);
    this.#start();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #start(): void {
    // on a busy machine a look may take longer than it should
    this.#running ??= this.#look().finally(() => (this.#running = undefined));
  }

  async #look(): Promise<void> {
    const { roots, folder, lag } = this.options;
    const minutes = (performance.now() - this.#begun) / 60_000;
    const table = await processTable();
    const processes = await Promise.all(
      roots().map(async (root) => {
        const taken = await takenBy(root, table);
        return taken ? [{ name: root.name, pid: root.pid, ...taken }] : [];
      }),
    );
    const disk = await diskUse(folder);
    this.samples.push({ minutes, processes: processes.flat(), disk, lag: lag() });
  }
}
