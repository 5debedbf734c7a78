import { EngineProcess, type EngineProcessOptions } from "./engine-process";

export interface EngineOptions {
  readonly process: EngineProcessOptions;
  /** Asks the engine to end in order. */
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
  /** Whether it serves its clients by now. */
  readonly serves: () => Promise<boolean>;
  readonly readyWithinMs: number;
}

/** A server that can be started, killed, started again and stopped, under one name and address. */
export class Engine {
  #process: EngineProcess | undefined;

  constructor(private readonly options: EngineOptions) {}

  get logFile(): string {
    return this.options.process.logFile;
  }

  /** Of the process that runs now, else of the last one. */
  get pid(): number {
    if (!this.#process) throw new Error(`${this.options.process.name} has not been started`);
    return this.#process.pid;
  }

  get alive(): boolean {
    return this.#process?.alive ?? false;
  }

  /** Starts the process without waiting for it to serve. */
  launch(args = this.options.process.args): void {
    this.#process = new EngineProcess({ ...this.options.process, args });
  }

  /** Fails with the telling lines of its log when the process ends or does not come to serve. */
  async ready(signal?: AbortSignal): Promise<void> {
    await this.#process?.ready(this.options.serves, {
      timeoutMs: this.options.readyWithinMs,
      signal,
    });
  }

  /** A fault on purpose; returns once the process is gone. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    this.#process?.signal(signal);
    await this.#process?.exited;
  }

  async restart(signal?: AbortSignal): Promise<void> {
    // What goes on afterwards gets the time to hand over in order.
    await this.stop(30_000);
    signal?.throwIfAborted();
    this.launch();
    await this.ready(signal);
  }

  /** @returns true if it ended in order, false if it was dead already or had to be forced */
  async stop(graceMs = this.options.graceMs): Promise<boolean> {
    if (!this.#process?.alive) return false;
    const { stopSignal, process } = this.options;
    return this.#process.stop(stopSignal, graceMs, `SIG${process.lastSignal}`);
  }
}
