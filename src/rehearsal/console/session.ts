import { drawingOf } from "../../diagram/drawing";
import { laidOut } from "../../diagram/layout";
import { joined, type Parts } from "../../diagram/parts";
import { svgOf } from "../../diagram/svg";
import { Misuse } from "../../base/user-error";
import type { LocalCloud } from "../cloud/local-cloud";
import type { Events } from "../demonstration/events";
import { faults } from "../faults/fault";
import { connectionDetails } from "../session/connection-details";
import { Looks } from "../watch/looks";
import { type FaultProgress, type FaultRequest, FaultRunner } from "./fault-runner";
import type { EventHistory, SeenEvent } from "./history";
import { type Sample, Sampler } from "./live";
import { SqlRunner, type SqlResult } from "./sql";

/** A message to the open pages. */
export type LiveMessage =
  | { readonly type: "sample"; readonly data: Sample }
  | {
      readonly type: "events";
      readonly data: { readonly count: number; readonly events: readonly SeenEvent[] };
    }
  | { readonly type: "fault"; readonly data: FaultProgress }
  /** What {@link ConsoleSession.about} tells is another from now on. */
  | { readonly type: "applied"; readonly data: object };

export interface ConsoleOptions {
  readonly cloud: LocalCloud;
  readonly events: Events;
  readonly history: EventHistory;
  readonly signal: AbortSignal;
  /** What was applied: of each stack, its parts, its resources as they were planned, its notes. */
  readonly stacks: readonly AppliedStack[];
}

export interface AppliedStack {
  readonly name: string;
  readonly parts: Parts;
  readonly resources: readonly { readonly address: string; readonly arguments: unknown }[];
  readonly notes: readonly string[];
}

/** A look at everything costs a query to each server and a request to each worker. */
const sampleMs = 2_000;
/** How often new events are sent, and at most how many: a person reads no more. */
const eventsMs = 250;
const mostEvents = 60;

/** What the console knows and does; it looks at the rehearsal only while a page is open. */
export class ConsoleSession {
  readonly #sql: SqlRunner;
  readonly #faults: FaultRunner;
  readonly #watchers = new Set<(message: LiveMessage) => void>();
  readonly #stop = new AbortController();
  #stacks: readonly AppliedStack[];
  #parts: Parts;
  /** Ends what `#begin` began. */
  #end: () => Promise<void> = () => Promise.resolve();
  #sent = 0;
  #lastFault: FaultProgress | undefined;

  constructor(private readonly options: ConsoleOptions) {
    const { cloud, events, signal, stacks } = options;
    this.#stacks = stacks;
    this.#parts = joined(stacks.map(({ parts }) => parts));
    this.#sql = new SqlRunner(cloud);
    this.#faults = new FaultRunner(cloud, events, AbortSignal.any([signal, this.#stop.signal]));
  }

  get secrets(): readonly string[] {
    return this.options.cloud.secrets;
  }

  about() {
    const { cloud } = this.options;
    const drawing = drawingOf(this.#parts);
    return {
      picture: svgOf(laidOut(drawing), "The pipeline", { isAlone: false }),
      parts: drawing.boxes.flatMap(({ title, rows, id }) => [
        { id, text: title },
        ...rows.map((row) => ({ id: row.id, text: row.text })),
      ]),
      stacks: this.#stacks.map(({ name, resources, notes }) => ({ name, resources, notes })),
      connections: connectionDetails(cloud),
      databases: this.#databases(),
      faults,
    };
  }

  /** What was applied after the rehearsal had begun. */
  async show(stacks: readonly AppliedStack[]): Promise<void> {
    this.#stacks = stacks;
    this.#parts = joined(stacks.map(({ parts }) => parts));
    if (this.#watchers.size === 0) return;
    await this.#end();
    this.#begin();
    this.#send({ type: "applied", data: {} });
  }

  /** @returns ends the watching */
  watch(send: (message: LiveMessage) => void): () => void {
    const { history } = this.options;
    send({ type: "events", data: { count: history.count, events: history.after(0) } });
    if (this.#faults.progress) send({ type: "fault", data: this.#faults.progress });
    this.#watchers.add(send);
    if (this.#watchers.size === 1) this.#begin();
    return () => {
      this.#watchers.delete(send);
      if (this.#watchers.size === 0) void this.#end();
    };
  }

  async sql(service: string, database: string, text: string): Promise<SqlResult> {
    const found = this.options.cloud.services.find(
      (each) => each.type === "pg" && `${each.project}/${each.name}` === service,
    );
    if (found?.type !== "pg") throw new Misuse(`no PostgreSQL ${service} runs here`);
    return this.#sql.run(found, database, text);
  }

  /** @returns false while another fault is rehearsed */
  break(request: FaultRequest): boolean {
    if (this.#faults.isRunning) return false;
    this.#faults.start(request);
    return true;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#watchers.clear();
    await this.#end();
  }

  /** With statements to begin with, for the tables that are captured. */
  #databases() {
    const { cloud } = this.options;
    return cloud.services.flatMap((service) => {
      if (service.type !== "pg") return [];
      const own = cloud.sampleTables.filter(({ postgres }) => postgres === service);
      const database = own[0]?.database ?? "defaultdb";
      const statements = own.flatMap(({ table }) => [
        `INSERT INTO ${table} (name, amount) VALUES ('Barbara', 7.50)`,
        `UPDATE ${table} SET amount = amount + 1 WHERE id = 1`,
        `DELETE FROM ${table} WHERE name = 'Barbara'`,
        `SELECT * FROM ${table} ORDER BY id LIMIT 20`,
      ]);
      const { project, name } = service;
      return [{ id: `${project}/${name}`, name, database, statements }];
    });
  }

  #begin(): void {
    const { cloud, history } = this.options;
    const sampler = new Sampler(cloud, history, this.#parts);
    this.#sent = history.count;
    const looks = new Looks({
      look: () => sampler.take(),
      onSeen: (data) => this.#send({ type: "sample", data }),
      waitMs: () => sampleMs,
      guard: cloud.guard,
    });
    const newsTimer = setInterval(() => this.#sendNews(), eventsMs).unref();
    this.#end = async () => {
      clearInterval(newsTimer);
      await looks.close();
      await sampler.close();
    };
  }

  #sendNews(): void {
    const { history } = this.options;
    if (history.count > this.#sent) {
      const events = history.after(this.#sent, mostEvents);
      this.#send({ type: "events", data: { count: history.count, events } });
      this.#sent = history.count;
    }
    const { progress } = this.#faults;
    if (progress && progress !== this.#lastFault) {
      this.#send({ type: "fault", data: progress });
      this.#lastFault = progress;
    }
  }

  #send(message: LiveMessage): void {
    for (const send of this.#watchers) send(message);
  }
}
