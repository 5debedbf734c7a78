import { Ajv2020 } from "../../src/launcher/packing/ajv-when-used.cjs";

const ajv = new Ajv2020({ allErrors: true, strict: true });

it("refuses what a schema refuses, and says why", () => {
  const validate = ajv.compile({
    type: "object",
    properties: { topic: { type: "string" }, partitions: { type: "integer", minimum: 1 } },
    required: ["topic"],
  });
  expect([validate({ topic: "orders", partitions: 1 }), validate.errors]).toEqual([true, null]);
  expect(validate({ partitions: 0 })).toBe(false);
  expect(ajv.errorsText(validate.errors)).toBe(
    "data must have required property 'topic', data/partitions must be >= 1",
  );
  expect([validate({ topic: "orders" }), validate.errors]).toEqual([true, null]);
});

it("compiles a schema when something is compared with it, not before", () => {
  const validate = ajv.compile({ type: "no type" });
  expect(() => validate({})).toThrow("schema is invalid");
});
