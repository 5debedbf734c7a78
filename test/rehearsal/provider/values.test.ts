import { encode, ExtData } from "@msgpack/msgpack";
import {
  equal,
  fromMsgpack,
  isWhollyKnown,
  nullsForUnknowns,
  parseJson,
  read,
  toMsgpack,
  type Type,
} from "../../../src/rehearsal/provider/values";
import { type Value, unknown } from "../../../src/stack/values";

const there = (type: Type, value: Value): Value => fromMsgpack(type, toMsgpack(type, value));

describe("values on the wire", () => {
  const cases: [string, Type, Value][] = [
    ["a string", "string", "é"],
    ["null", ["list", "string"], null],
    ["a bool", "bool", false],
    ["an integer", "number", -42],
    ["an integer of 32 bits and more", "number", 604800000000],
    ["the last safe integer", "number", 9007199254740991],
    ["an integer beyond", "number", 9007199254740993n],
    ["an integer of 64 bits", "number", 9223372036854775807n],
    ["an integer of more than 64 bits", "number", 92233720368547758070n],
    ["a fraction", "number", 0.1],
    ["a small fraction", "number", 1e-7],
    ["an unknown", "string", unknown],
    ["a list with an unknown", ["list", "number"], [1, unknown, null]],
    ["a set", ["set", "string"], ["b", "a"]],
    ["a map", ["map", "string"], { "a.b": "1", c: unknown }],
    ["a tuple", ["tuple", ["string", "bool"]], ["a", true]],
    ["objects", ["list", ["object", { a: "string", b: "number" }]], [{ a: "x", b: null }]],
    ["a dynamic value", "dynamic", { a: ["x", 1] }],
  ];
  it.each(cases)("keep %s", (_, type, value) => {
    expect(there(type, value)).toEqual(value);
  });

  it("send a fraction as text, for Terraform reads floats exactly", () => {
    expect(toMsgpack("number", 0.1)).toEqual(encode("0.1"));
  });

  it("keep a decimal with more digits than a number as its text", () => {
    const text = "0.12345678901234567890";
    expect(read("number", text)).toBe(text);
    expect(toMsgpack("number", text)).toEqual(encode(text));
  });

  it("read an unknown with refinements as unknown", () => {
    expect(fromMsgpack("string", encode(new ExtData(12, encode({ 1: false }))))).toBe(unknown);
  });

  it("read what the type does not know as nothing", () => {
    expect(read(["object", { a: "string" }], { a: "x", b: 1 })).toEqual({ a: "x" });
  });

  it("take a number or a bool for a string", () => {
    expect(there("string", 5432)).toBe("5432");
    expect(there("string", true)).toBe("true");
  });

  it("refuse another type without naming the value", () => {
    const type: Type = ["object", { config: ["map", "string"], port: "number" }];
    expect(() => toMsgpack(type, { config: "s3cret", port: 1 })).toThrow(
      "config must be a map, got a value of type string",
    );
    expect(() => toMsgpack(type, { config: {}, port: "s3cret" })).toThrow(
      "port must be a number, got a value of type string",
    );
    expect(() => toMsgpack(["list", "bool"], ["s3cret"])).toThrow(
      "0 must be a bool, got a value of type string",
    );
  });
});

describe("JSON of a state file", () => {
  it("keeps large integers and leaves text alone", () => {
    const json = parseJson(
      '{"n":9223372036854775807,"s":"a \\"9223372036854775807\\" b","f":-1.5e3}',
    );
    expect(read(["object", { n: "number", s: "string", f: "number" }], json)).toEqual({
      n: 9223372036854775807n,
      s: 'a "9223372036854775807" b',
      f: -1500,
    });
  });
});

describe("equality", () => {
  it("takes sets in any order and lists in theirs", () => {
    expect(equal(["set", "string"], ["a", "b"], ["b", "a"])).toBe(true);
    expect(equal(["set", "string"], ["a", "a"], ["a", "b"])).toBe(false);
    expect(equal(["list", "string"], ["a", "b"], ["b", "a"])).toBe(false);
  });

  it("tells maps and absent values apart", () => {
    expect(equal(["map", "string"], { a: "1" }, { a: "1", b: "2" })).toBe(false);
    expect(equal(["map", "string"], { a: null }, { b: null })).toBe(false);
    expect(equal("string", null, undefined)).toBe(true);
    expect(equal("string", unknown, "a")).toBe(false);
  });
});

it("finds and replaces unknowns at any depth", () => {
  const value: Value = { a: [{ b: unknown }], c: 1 };
  expect(isWhollyKnown(value)).toBe(false);
  expect(nullsForUnknowns(value)).toEqual({ a: [{ b: null }], c: 1 });
  expect(isWhollyKnown(nullsForUnknowns(value))).toBe(true);
});
