import { describeAvro } from "../../tools/event-types/avro";

test.each([
  ["string", "string"],
  [["null", "long"], "null or long"],
  [{ type: "array", items: ["null", "int"] }, "array of null or int"],
  [{ type: "map", values: "string" }, "map of string"],
  [{ type: "bytes", logicalType: "decimal", precision: 10, scale: 2 }, "bytes, decimal (10, 2)"],
  [
    ["null", { type: "int", "connect.name": "io.debezium.time.Date", "connect.version": 1 }],
    "null or int, io.debezium.time.Date",
  ],
])("%j is described as %s", (type, text) => expect(describeAvro(type)).toBe(text));
