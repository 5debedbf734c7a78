import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../../../src/base/until";
import type { Engines } from "./engines/engines";
import { usage } from "./engines/process";
import type { Settings, SideName } from "./settings";

/** Records before this share of them went by are those of a start. */
const startShare = 0.15;

/** How a number of rows went through. */
export interface Passage {
  readonly rowsPerSecond: number;
  /** Of the worker. */
  readonly cpuSecondsPerMillion: number | undefined;
  /** What the worker wrote to its sockets. */
  readonly wireBytes: number | undefined;
}

let captures = 0;

/** A side's connector, from its first row on; each has topics, a slot and a publication of its own. */
export class Capture {
  readonly #id = `bench${++captures}`;
  readonly topics: readonly string[];

  constructor(
    private readonly engines: Engines,
    private readonly side: SideName,
    private readonly settings: Settings,
    private readonly tables: readonly string[],
    private readonly signal: AbortSignal,
    /** Those whose records are counted; others may never have a topic. */
    counted: readonly string[] = tables,
  ) {
    this.topics = counted.map((table) => `${this.#id}.public.${table}`);
  }

  get #worker() {
    return this.engines.worker(this.side);
  }

  async start(): Promise<void> {
    const { host, port, admin } = this.engines.postgres;
    await this.#worker.rest.put(this.#id, {
      ...this.settings.connector,
      ...this.engines.overrides(this.side),
      name: this.#id,
      "database.hostname": host,
      "database.port": String(port),
      "database.user": String(admin.user),
      "database.password": String(admin.password),
      "database.dbname": String(admin.database),
      "topic.prefix": this.#id,
      "table.include.list": this.tables.map((table) => `public.${table}`).join(","),
      "slot.name": this.#id,
      "publication.name": this.#id,
    });
    await this.#worker.rest.waitUntilRunning(this.#id, 60_000, { signal: this.signal });
  }

  /** Once the connector reads the log: a snapshot is over then, and a change arrives at once. */
  async streaming(): Promise<void> {
    await this.#until(async () => {
      const { rows } = await this.engines.client.query(
        "SELECT active FROM pg_replication_slots WHERE slot_name = $1",
        [this.#id],
      );
      return rows[0]?.active === true;
    });
  }

  /** The task lives on and is not asked for records; what it read ahead lies in its queue. */
  async pause(): Promise<void> {
    await this.#worker.rest.pause(this.#id);
    await this.#until(async () => {
      const { tasks } = await this.#worker.rest.status(this.#id);
      return tasks.every(({ state }) => state === "PAUSED");
    });
  }

  resume(): Promise<void> {
    return this.#worker.rest.resume(this.#id);
  }

  /** Measures while the topics grow from `from` records to `to`. */
  async passage(from: number, to: number): Promise<Passage> {
    const { offsets } = this.engines;
    const pid = this.#worker.pid;
    const looked = async () => ({
      count: await offsets.count(this.topics),
      at: performance.now(),
      used: usage(pid),
    });
    let first: Awaited<ReturnType<typeof looked>> | undefined;
    let last = await looked();
    await this.#until(async () => {
      last = await looked();
      if (last.count > from + (to - from) * startShare) first ??= last;
      return last.count >= to;
    }, 10);
    if (!first || first.count >= last.count) {
      throw new Error(`${to - from} rows went by in one look; measure with more`);
    }
    const rows = last.count - first.count;
    const used = (name: "cpuSeconds" | "written") =>
      first?.used && last.used && (last.used[name] - first.used[name]) / rows;
    const cpuSeconds = used("cpuSeconds");
    return {
      rowsPerSecond: (rows * 1_000) / (last.at - first.at),
      cpuSecondsPerMillion: cpuSeconds && cpuSeconds * 1_000_000,
      wireBytes: used("written"),
    };
  }

  /** Of the topics' segments, as the broker keeps them. */
  async bytesOnDisk(): Promise<number> {
    const data = join(this.engines.dir, "kafka", "broker-1", "data");
    let sum = 0;
    for (const topic of this.topics) {
      const folder = join(data, `${topic}-0`);
      for (const name of await readdir(folder)) {
        if (name.endsWith(".log")) sum += (await stat(join(folder, name))).size;
      }
    }
    return sum;
  }

  /** Ends the connector and takes everything away that it left. */
  async end(): Promise<void> {
    const { client, offsets } = this.engines;
    await this.#worker.rest.delete(this.#id);
    await this.#until(async () => {
      const { rows } = await client.query(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active",
        [this.#id],
      );
      return rows.length > 0;
    });
    await client.query(`DROP PUBLICATION IF EXISTS ${this.#id}`);
    await offsets.deleteTopics(this.topics);
  }

  async #until(holds: () => Promise<boolean>, everyMs = 50): Promise<void> {
    if (await until(holds, { timeoutMs: 300_000, everyMs, signal: this.signal })) return;
    const failure = await this.#worker.rest.failure(this.#id);
    throw new Error(
      `${this.side} did not get there within 300 s${failure ? `: ${failure}` : ""}; its worker's log: ${this.#worker.logFile}`,
    );
  }
}
