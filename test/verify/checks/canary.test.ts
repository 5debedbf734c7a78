import { canaryOf, carries } from "../../../src/verify/checks/canary";

const token = "2f1c";
const config = {
  "plugin.name": "pgoutput",
  "topic.prefix": "shop",
  "table.include.list": "public.orders",
};
const canary = (more: Record<string, string> = {}, given?: string) =>
  canaryOf({ ...config, ...more }, token, given);

const message = "SELECT pg_logical_emit_message(true, 'cdc-verify', '2f1c')";

describe("a canary", () => {
  it("is a logical message, on a topic of its own", () => {
    expect(canary()).toEqual({ sql: message, topic: "shop.message", token });
  });

  it("is one also where the lists of prefixes let it through", () => {
    expect(canary({ "message.prefix.exclude.list": "heartbeat" })).toMatchObject({ sql: message });
    expect(canary({ "message.prefix.include.list": "a,cdc-.*" })).toMatchObject({ sql: message });
  });

  it("is none where the connector reads a read replica, whatever is given", () => {
    const none = "it reads a read replica (read.only), where nothing can be written";
    expect(canary({ "read.only": "true" })).toEqual({ none });
    expect(canary({ "read.only": "TRUE" }, "INSERT INTO orders DEFAULT VALUES")).toEqual({ none });
    expect(canary({ "read.only": "false" })).toMatchObject({ sql: message });
  });

  it.each<Record<string, string>>([
    { "message.prefix.exclude.list": "cdc-verify" },
    { "message.prefix.include.list": "heartbeat" },
    { "plugin.name": "wal2json" },
  ])("is a signal that does nothing with %j", (lists) => {
    expect(canary({ ...lists, "signal.data.collection": "public.signals" })).toEqual({
      sql: `INSERT INTO "public"."signals" (id, type, data) VALUES ('2f1c', 'log', '{"message":"cdc-verify"}')`,
      topic: "shop.public.signals",
      token,
    });
  });

  const quiet = { "message.prefix.exclude.list": ".*" };
  const beat = "INSERT INTO public.beat (at) VALUES (now())";

  it("is what the heartbeat does, where that is captured", () => {
    const beats = { ...quiet, "heartbeat.action.query": beat };
    expect(canary({ ...beats, "table.include.list": "public.orders,public.beat" })).toEqual({
      sql: beat,
      topic: "shop.public.beat",
    });
    expect(canary(beats)).toHaveProperty("none");
  });

  it("that cannot be sent is told how to give one", () => {
    expect(canary(quiet)).toEqual({
      none:
        "the connector lets no logical message through, and has no table of its own; give one that is captured: " +
        `--canary-sql "INSERT INTO public.orders (note) VALUES ('{id}')"`,
    });
  });

  it("may be the user's own, with or without the token", () => {
    const own = "INSERT INTO orders (note) VALUES ('{id}')";
    expect(canary({}, own)).toEqual({
      sql: "INSERT INTO orders (note) VALUES ('2f1c')",
      topic: "shop.public.orders",
      token,
    });
    expect(canary({}, "DELETE FROM public.orders")).toMatchObject({ token: undefined });
    expect(canary({}, "SELECT 1")).toHaveProperty("none");
  });

  it("is looked for where transforms lead it", () => {
    const route = {
      transforms: "unwrap,route",
      "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState",
      "transforms.route.type": "org.apache.kafka.connect.transforms.RegexRouter",
      "transforms.route.regex": "shop\\.(.*)",
      "transforms.route.replacement": "cdc.$1",
    };
    expect(canary(route)).toMatchObject({ topic: "cdc.message" });
    expect(canary({ ...route, "transforms.route.regex": "other\\.(.*)" })).toMatchObject({
      topic: "shop.message",
    });
  });
});

describe("a record carries it", () => {
  const record = (value: string) => ({ key: null, value: Buffer.from(value) });

  it.each([
    ["as text", `{"after":{"id":"${token}"}}`],
    ["in base64", `{"message":{"content":"${Buffer.from(token).toString("base64")}"}}`],
    ["in hex", `{"message":{"content":"${Buffer.from(token).toString("hex")}"}}`],
  ])("%s", (_how, value) => {
    expect(carries(record(value), token)).toBe(true);
  });

  it("or it does not, and any does where there is no token", () => {
    expect(carries(record("another"), token)).toBe(false);
    expect(carries(record("another"), undefined)).toBe(true);
  });
});
