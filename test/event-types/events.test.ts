import { decodeJson, describeSchema } from "../../tools/event-types/events";

/** An event as Kafka Connect's JSON converter writes it with schemas. */
const event = (value: string, schema: object, before = "null") =>
  Buffer.from(
    `{"schema":{"type":"struct","fields":[{"type":"struct","field":"before","fields":[]},{"type":"struct","field":"after","fields":[{"type":"int32","field":"id"},${JSON.stringify({ ...schema, field: "v" })}]}]},` +
      `"payload":{"before":${before},"after":{"id":101,"a":1,"v":${value}},"source":{"table":"t001"},"op":"u"}}`,
  );

const seen = { table: "t001", id: 101, op: "u" };

test("a value is read as it is written, to its last digit and decimal point", () => {
  const read = (value: string) => decodeJson(event(value, { type: "int64" }))?.value;
  expect(read("-9223372036854775808")).toBe("-9223372036854775808");
  expect(read("1.0E300")).toBe("1.0E300");
  expect(read("null")).toBe("null");
  expect(read('{"scale":1,"value":"fQ=="}')).toBe('{"scale":1,"value":"fQ=="}');
});

test("a text is read with its characters, whatever is in it", () => {
  const read = (value: string) => decodeJson(event(value, { type: "string" }))?.value;
  expect(read(String.raw`"gr\u00F6\u00DFe"`)).toBe('"größe"');
  const like = JSON.stringify('"after":{"v":1},"source":{');
  expect(read(like)).toBe(like);
});

test("the row after the change counts, and not the one before", () => {
  const updated = event("2", { type: "int32" }, '{"id":101,"a":0,"v":1}');
  expect(decodeJson(updated)).toEqual({ ...seen, value: "2", schema: "int32" });
});

test("a column that the event does not have has neither value nor schema", () => {
  const text = event("1", { type: "int32" }).toString().replaceAll('"v"', '"w"');
  expect(decodeJson(Buffer.from(text))).toEqual(seen);
});

test("a delete is no event of a sample", () => {
  const text = event("1", {})
    .toString()
    .replace(/"after":\{"id.*?\}/, '"after":null');
  expect(decodeJson(Buffer.from(text))).toBeUndefined();
});

test("a schema is described with its name, parameters and default", () => {
  const decimal = "org.apache.kafka.connect.data.Decimal";
  expect(describeSchema({ type: "bytes", name: decimal, parameters: { scale: "2" } })).toBe(
    `bytes ${decimal} (scale 2)`,
  );
  expect(describeSchema({ type: "int32", default: 7 })).toBe("int32 (default 7)");
  const items = { type: "map", keys: { type: "string" }, values: { type: "int32" } };
  expect(describeSchema({ type: "array", items })).toBe("array of map of string to int32");
});
