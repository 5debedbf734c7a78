import {
  changeEvent,
  describe as describeEvent,
} from "../../../src/rehearsal/demonstration/change-event";

const plain = { strong: (text: string) => text };
const source = { name: "shop", db: "defaultdb", schema: "public", table: "tab1" };

const recordOf = (value: object | string, key: object = { id: 1 }) => ({
  topic: "shop.public.tab1",
  partition: 0,
  offset: 7n,
  key: Buffer.from(JSON.stringify(key)),
  value: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
});
const shown = (value: object | string, key?: object) =>
  describeEvent(changeEvent(recordOf(value, key)), plain);

test("shows an update with key, place, and the row before and after", () => {
  const before = { id: 1, name: "Käthe 🎉", amount: 12.5 };
  expect(shown({ op: "u", source, before, after: { ...before, amount: 13.5 } })).toEqual([
    "update    id=1  (shop.public.tab1, partition 0, offset 7)",
    "          before  id=1 name=Käthe 🎉 amount=12.5",
    "          after   id=1 name=Käthe 🎉 amount=13.5",
  ]);
});

test("escapes what rows hold in keys, columns and values, however deep", () => {
  const after = {
    name: "\u001b]0;owned\u0007\n  9.9 s  all is well",
    "\u001b[2J": true,
    nested: { text: "\u009b2J\u202e" },
  };
  const lines = shown({ op: "c", source, after }, { id: "\r\u2028" });
  expect(lines).toEqual([
    "insert    id=\\r\\u2028  (shop.public.tab1, partition 0, offset 7)",
    "          after   name=\\x1b]0;owned\\x07\\n  9.9 s  all is well \\x1b[2J=true " +
      'nested={"text":"\\x9b2J\\u202e"}',
  ]);
});

test("cuts a long value, names its length, and goes on with the next column", () => {
  const after = { id: 1, text: "x".repeat(500_000), last: "end" };
  expect(shown({ op: "c", source, after })[1]).toBe(
    `          after   id=1 text=${"x".repeat(200)}… (500,000 characters) last=end`,
  );
});

test("shows a record that is no change event as text, cut and escaped, and a binary one by its size", () => {
  expect(shown('{"id":1}')[1]).toBe('          {"id":1}');
  expect(shown("größer\n\u001b[2J")[1]).toBe("          größer\\n\\x1b[2J");
  expect(shown("y".repeat(300))[1]).toBe(`          ${"y".repeat(200)}… (300 characters)`);
  expect(shown("\u0000\u0000\u0001avro")[1]).toBe("          7 bytes");
});
