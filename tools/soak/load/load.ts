import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { home } from "../../../src/base/project";
import { until } from "../../../src/base/until";
import type { LoadPlan, LoadStatus, News, Order } from "./messages";
import type { SoakCount } from "./tally";

const startMs = 60_000;
const reportMs = 60_000;

/** The load, which writes, reads and counts in a process of its own, as an application would. */
export class Load {
  readonly #child: ChildProcess;
  #isReady = false;
  #status: LoadStatus | undefined;
  #statusAt = 0;
  #count: SoakCount | undefined;
  #failure: Error | undefined;

  /** @param onFailure called once, when the load cannot go on */
  constructor(onFailure: (error: Error) => void) {
    const program = join(home, "src", "cli", "cdc.cjs");
    this.#child = spawn(process.execPath, [program, "soak-load"], {
      cwd: home,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      serialization: "advanced", // certificates may be bytes
    });
    const fail = (message: string) => {
      if (this.#failure || this.#count) return;
      this.#failure = new Error(`The load has ended: ${message}`);
      onFailure(this.#failure);
    };
    this.#child.on("message", (news: News) => {
      if (news.is === "ready") this.#isReady = true;
      else if (news.is === "report") this.#count = news.count;
      else if (news.is === "failed") fail(news.message);
      else [this.#status, this.#statusAt] = [news.status, performance.now()];
    });
    this.#child.once("error", ({ message }) => fail(message));
    this.#child.once("exit", (code, by) => fail(by ? `signal ${by}` : `exit code ${code}`));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Returns once the first changes are written. */
  async start(plan: LoadPlan, signal: AbortSignal): Promise<void> {
    await this.#until(() => this.#isReady, startMs, signal);
    this.#order({ to: "start", plan });
    await this.#until(() => (this.#status?.written ?? 0) > 0, startMs, signal);
  }

  get status(): LoadStatus {
    if (!this.#status) throw new Error("the load has not been started");
    return this.#status;
  }

  /** Where the last event stood, for who breaks the broker that leads there. */
  get at(): LoadStatus["at"] {
    return this.#status?.at;
  }

  /** What comes is counted with this fault from now on. */
  begin(fault: string): void {
    this.#order({ to: "begin", fault });
  }

  broken(): void {
    this.#order({ to: "broken" });
  }

  over(): void {
    this.#order({ to: "over" });
  }

  /** The changes that are written by now: how many of them have not arrived, and since when. */
  marked() {
    const below = this.status.written;
    this.#order({ to: "mark", below });
    const asked = performance.now();
    const known = () => (this.status.marked.below === below ? this.status.marked : undefined);
    const statusAt = () => this.#statusAt;
    return {
      get unseen() {
        return known()?.unseen ?? Infinity;
      },
      /** By performance.now(). */
      get lastEventAt() {
        const marked = known();
        return marked ? statusAt() - marked.quietMs : asked;
      },
    };
  }

  /** Ends the reading. @returns what was counted */
  async report(signal: AbortSignal): Promise<SoakCount> {
    this.#order({ to: "report" });
    await this.#until(() => this.#count !== undefined, reportMs, signal);
    return this.#count as SoakCount;
  }

  close(): void {
    this.#failure ??= new Error("the load was closed");
    if (this.#child.connected) this.#child.disconnect(); // it ends with its channel
  }

  #order(order: Order): void {
    if (this.#child.connected) this.#child.send(order);
  }

  async #until(holds: () => boolean, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const held = await until(
      () => {
        if (this.#failure) throw this.#failure;
        return Promise.resolve(holds());
      },
      { timeoutMs, everyMs: 50, signal },
    );
    if (!held) throw new Error(`the load did not answer within ${timeoutMs / 1_000} s`);
  }
}
