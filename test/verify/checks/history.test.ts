import {
  type CapturedEvent,
  eventOf,
  fullId,
  judgeHistories,
  TableHistory,
} from "../../../src/verify/checks/history";

const next = 2n ** 32n + 1_000n;
const id = (transaction: number) => 2n ** 32n + BigInt(transaction);
const table = "public.orders";

const event = (transaction: number | undefined, change: Partial<CapturedEvent> = {}) => ({
  ...{ table, isSnapshot: false, isIncremental: false },
  // 32 bits, as in the stream
  ...(transaction !== undefined && {
    transaction: BigInt(transaction),
    lsn: BigInt(transaction * 10),
  }),
  ...change,
});
const snapshot = { isSnapshot: true };
const incremental = (lsn: number) =>
  event(undefined, { isSnapshot: true, isIncremental: true, lsn: BigInt(lsn) });

function judged(events: CapturedEvent[], config: Record<string, string> = {}, created = 1) {
  const history = new TableHistory({ table, since: id(500), created: id(created) }, next);
  for (const each of events) history.see(each);
  const names = { publication: "shop", connectorName: "shop", config };
  return judgeHistories({ ...names, tables: [history], unreadable: [], unread: [], isWhole: true });
}
const verdict = (...args: Parameters<typeof judged>) => judged(...args)[0]?.verdict;

it("a table whose events began after it was published is well, as is one without events", () => {
  expect(verdict([event(501, snapshot), event(502)])).toBe("ok");
  expect(verdict([])).toBe("ok");
});

it("a table that was published again after its first snapshot fails, with a remedy", () => {
  const [result] = judged([event(499, snapshot), event(600)]);
  expect(result).toEqual({
    verdict: "failed",
    what: "capture",
    figure: `of public.orders was interrupted: its first event is of transaction ${id(499)}, and publication shop was made or changed, or got the table again, in transaction ${id(500)}; what changed while it was not published is in no event, and no later snapshot brings it; take one: stop the connector (PUT /connectors/shop/stop), delete its offsets (DELETE /connectors/shop/offsets) and resume it (PUT /connectors/shop/resume), with snapshot.mode initial or when_needed`,
  });
});

it("the remedy is a signal where the connector takes them from a table", () => {
  const [result] = judged([event(499, snapshot)], { "signal.data.collection": "cdc.signals" });
  expect(result?.figure).toMatch(
    /take one: INSERT INTO "cdc"\."signals" \(id, type, data\) VALUES \(gen_random_uuid\(\), 'execute-snapshot', '\{"data-collections":\["public\.orders"\],"type":"incremental"\}'\)$/,
  );
});

it("without a snapshot among its first events it is a warning: a transaction may have been open", () => {
  expect(verdict([event(499), event(600)])).toBe("warning");
});

it("a snapshot after the publication covers what may be missing, one before does not", () => {
  const before = [event(400, snapshot), event(410)];
  expect(verdict([...before, event(501, snapshot)])).toBe("ok");
  expect(verdict([...before, event(499, snapshot)])).toBe("failed");
});

it("an incremental snapshot covers it by its place in PostgreSQL's log", () => {
  const before = [event(400, snapshot), event(410)];
  expect(verdict([...before, event(600), incremental(6_000)])).toBe("ok");
  expect(verdict([...before, event(600), incremental(5_999)])).toBe("failed");
  // the place of the publication is not known
  expect(verdict([...before, incremental(6_000)])).toBe("failed");
  const signal = event(600, { table: "public.signals" });
  expect(verdict([...before, signal, incremental(6_000)])).toBe("ok");
});

it("events of a former table of the same name do not count", () => {
  expect(verdict([event(400, snapshot)], {}, 500)).toBe("ok");
  expect(verdict([event(400, snapshot)], {}, 499)).toBe("failed");
});

it("a transaction's 32 bits belong to the id that is nearest", () => {
  expect(fullId(999n, next)).toBe(2n ** 32n + 999n);
  expect(fullId(1_001n, next)).toBe(2n ** 32n + 1_001n);
  expect(fullId(2n ** 32n - 1n, next)).toBe(2n ** 32n - 1n);
  expect(fullId(2n ** 32n + 999n, next)).toBe(2n ** 32n + 999n);
});

it("tables that cannot be judged are neither well nor ill", () => {
  const names = { publication: "shop", connectorName: "shop", config: {}, tables: [] };
  const results = judgeHistories({
    ...names,
    unreadable: ["public.a"],
    unread: ["public.b"],
    isWhole: true,
  });
  expect(results.map(({ verdict: each }) => each)).toEqual(["skipped", "skipped"]);
});

describe("an event", () => {
  const source = { schema: "public", table: "orders", txId: 7, lsn: 70, snapshot: "false" };
  const read = (value: unknown) => eventOf(Buffer.from(JSON.stringify(value)));

  it("is read with and without its schema", () => {
    const expected = { table, isSnapshot: false, isIncremental: false, transaction: 7n, lsn: 70n };
    expect(read({ op: "c", source })).toEqual(expected);
    expect(read({ schema: {}, payload: { op: "c", source } })).toEqual(expected);
  });

  it("of an incremental snapshot has a place and no transaction", () => {
    const row = { ...source, snapshot: "incremental", txId: null, lsn: null };
    expect(read({ op: "r", source: { ...row, sequence: '["80","80"]' } })).toEqual({
      ...{ table, isSnapshot: true, isIncremental: true },
      ...{ transaction: undefined, lsn: 80n },
    });
  });

  it("is nothing else: a tombstone, Avro, an unwrapped row, a logical message", () => {
    expect(eventOf(null)).toBeUndefined();
    expect(eventOf(Buffer.from([0, 0, 0, 0, 1, 6]))).toBeUndefined();
    expect(read({ id: 1, name: "x" })).toBeUndefined();
    expect(read({ op: "m", source: { schema: "", table: "" } })).toBeUndefined();
  });
});
