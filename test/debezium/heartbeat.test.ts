import { heartbeatTable, messageHeartbeat } from "../../src/debezium/heartbeat";

test.each([
  ["INSERT INTO heartbeat (status) VALUES (1)", { schema: "public", table: "heartbeat" }],
  ["insert into public.beat DEFAULT VALUES", { schema: "public", table: "beat" }],
  [' UPDATE ONLY "My Schema"."Beat" SET at = now()', { schema: "My Schema", table: "Beat" }],
  ["UPDATE Shop.Beat SET at = now()", { schema: "shop", table: "beat" }],
  ["DELETE FROM beat", { schema: "public", table: "beat" }],
  ["SELECT pg_logical_emit_message(true, 'heartbeat', now()::text)", undefined],
  [messageHeartbeat, undefined],
  ["WITH x AS (SELECT 1) INSERT INTO beat SELECT * FROM x", undefined],
])("the heartbeat %s writes to %p", (query, table) => {
  const config = { "heartbeat.interval.ms": "30000", "heartbeat.action.query": query };
  expect(heartbeatTable(config)).toEqual(table);
  expect(heartbeatTable({ ...config, "heartbeat.interval.ms": "0" })).toBeUndefined();
  expect(heartbeatTable({ "heartbeat.action.query": query })).toBeUndefined();
});
