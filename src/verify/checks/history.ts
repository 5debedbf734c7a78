import { literal, qualified } from "../../database/names";
import { plainTable } from "../../debezium/naming/tables";
import { failed, type CheckResult, listOf, ok, skipped, warning } from "../check-result";
import type { Membership, Memberships } from "./membership";

/** A change event, as far as it shows when its table was captured. */
export interface CapturedEvent {
  /** `public.orders` */
  readonly table: string;
  readonly isSnapshot: boolean;
  /** One that was asked for while streaming: its events name no transaction. */
  readonly isIncremental: boolean;
  /** As Debezium writes it: 32 bits while streaming, 64 in a snapshot. */
  readonly transaction?: bigint;
  /** The position in PostgreSQL's log. */
  readonly lsn?: bigint;
}

interface Envelope {
  readonly op?: string;
  readonly source?: Readonly<Record<string, unknown>>;
}

/** @returns undefined for what is no event of Debezium's in JSON, as Avro is by now: what a transform made */
export function eventOf(value: Buffer | null): CapturedEvent | undefined {
  const envelope = envelopeOf(value);
  const { source } = envelope ?? {};
  if (typeof source?.table !== "string" || source.table === "") return undefined;
  const isIncremental = source.snapshot === "incremental";
  return {
    table: `${String(source.schema)}.${source.table}`,
    isSnapshot: envelope?.op === "r",
    isIncremental,
    transaction: integer(source.txId),
    // an incremental snapshot's events name only the last commit that was read before them
    lsn: isIncremental ? integer(firstOf(source.sequence)) : integer(source.lsn),
  };
}

function envelopeOf(value: Buffer | null): Envelope | undefined {
  try {
    const parsed = JSON.parse(String(value)) as (Envelope & { payload?: Envelope }) | null;
    return parsed?.payload ?? parsed ?? undefined;
  } catch {
    return undefined;
  }
}

function integer(value: unknown): bigint | undefined {
  return /^\d+$/.test(String(value)) ? BigInt(String(value)) : undefined;
}

function firstOf(sequence: unknown): unknown {
  try {
    return (JSON.parse(String(sequence)) as unknown[])[0];
  } catch {
    return undefined;
  }
}

/** The 64 bits of a transaction's id, of which the event may have 32: the one nearest to the next. */
export function fullId(transaction: bigint, next: bigint): bigint {
  return next + BigInt.asIntN(32, transaction - next);
}

/** What a table's topic shows of its capture. */
export class TableHistory {
  #first?: { readonly id: bigint; readonly isSnapshot: boolean };
  #isCovered = false;
  #incremental = -1n;
  #firstLsnSince?: bigint;

  constructor(
    readonly membership: Membership,
    private readonly next: bigint,
  ) {}

  /** @param event of this table, or of another one of the connector: its position counts too */
  see({ table, isSnapshot, isIncremental, transaction, lsn }: CapturedEvent): void {
    const { since } = this.membership;
    const id = transaction === undefined ? undefined : fullId(transaction, this.next);
    if (id !== undefined && id >= since && lsn !== undefined) {
      if (this.#firstLsnSince === undefined || lsn < this.#firstLsnSince) this.#firstLsnSince = lsn;
    }
    if (table !== this.membership.table) return;
    if (id !== undefined && (this.#first === undefined || id < this.#first.id)) {
      this.#first = { id, isSnapshot: isSnapshot && !isIncremental };
    }
    if (!isSnapshot) return;
    if (isIncremental && lsn !== undefined && lsn > this.#incremental) this.#incremental = lsn;
    if (!isIncremental && id !== undefined && id >= since) this.#isCovered = true;
  }

  /** The first transaction in the topic. */
  get first(): bigint | undefined {
    return this.#first?.id;
  }

  /** Whether it was captured, and then published again. */
  get isInterrupted(): boolean {
    const { since, created } = this.membership;
    return this.first !== undefined && this.first < since && created < since;
  }

  /** Whether a snapshot after that has brought what may have been missed. */
  get isCovered(): boolean {
    const lsn = this.#firstLsnSince;
    return this.#isCovered || (lsn !== undefined && this.#incremental >= lsn);
  }

  /**
   * A snapshot shows that the capture had begun. Other events may come of a transaction that was
   * open while a table in use was added, although nothing is missing.
   */
  get isCertain(): boolean {
    return this.#first?.isSnapshot === true;
  }
}

type ConnectorConfig = Readonly<Record<string, string>>;

export interface Histories {
  readonly publication: string;
  readonly connectorName: string;
  readonly config: ConnectorConfig;
  readonly tables: readonly TableHistory[];
  /** Tables whose topics hold no event that can be read here. */
  readonly unreadable: readonly string[];
  /** Tables whose topics could not be read in time. */
  readonly unread: readonly string[];
  /** Whether the topics of interrupted tables were read to their ends. */
  readonly isWhole: boolean;
}

const what = "capture";

/** Whether tables were captured without a break since their first events. */
export function judgeHistories(histories: Histories): CheckResult[] {
  const { tables, unreadable, unread } = histories;
  const broken = tables.filter((table) => table.isInterrupted && !table.isCovered);
  const certain = broken.filter((table) => table.isCertain);
  const uncertain = broken.filter((table) => !table.isCertain);
  const results = [
    ...(certain.length > 0 ? [failed(what, interruption(certain, histories))] : []),
    ...(uncertain.length > 0 ? [warning(what, interruption(uncertain, histories))] : []),
    ...(unreadable.length > 0
      ? [
          skipped(
            what,
            `of ${listOf(unreadable)} cannot be judged: the events have no "source" in JSON (another converter, or a transform), so a publication that was made again meanwhile goes unnoticed`,
          ),
        ]
      : []),
    ...(unread.length > 0
      ? [
          skipped(
            what,
            `of ${listOf(unread)} cannot be judged: no event could be read in time (--timeout)`,
          ),
        ]
      : []),
  ];
  if (results.length > 0) return results;
  return [
    ok(what, "no table was unpublished since its first event, or a later snapshot covers it"),
  ];
}

function interruption(tables: readonly TableHistory[], histories: Histories): string {
  const names = tables.map(({ membership }) => membership.table);
  const [table] = tables;
  return (
    `of ${listOf(names)} was interrupted: its first event is of transaction ${table?.first}, ` +
    `and publication ${histories.publication} was made or changed, or got the table again, ` +
    `in transaction ${table?.membership.since}; what changed while it was not published is in no event, ` +
    `and no later snapshot brings it${histories.isWhole ? "" : " (as far as the topic could be read within --timeout)"}; ` +
    `take one: ${remedy(names, histories)}`
  );
}

function remedy(tables: readonly string[], { config, connectorName }: Histories): string {
  const signals = plainTable(config["signal.data.collection"] ?? "");
  if (signals) {
    const data = JSON.stringify({ "data-collections": tables, type: "incremental" });
    return `INSERT INTO ${qualified(signals)} (id, type, data) VALUES (gen_random_uuid(), 'execute-snapshot', ${literal(data)})`;
  }
  return (
    `stop the connector (PUT /connectors/${connectorName}/stop), delete its offsets ` +
    `(DELETE /connectors/${connectorName}/offsets) and resume it (PUT /connectors/${connectorName}/resume), ` +
    "with snapshot.mode initial or when_needed"
  );
}

export function historiesOf({ tables, next }: Memberships): TableHistory[] {
  return tables
    .filter(({ since }) => since > 0n)
    .map((membership) => new TableHistory(membership, next));
}
