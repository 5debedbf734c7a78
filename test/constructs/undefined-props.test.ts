import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";
import type ts from "typescript";
import { type Json, withoutNotes } from "../synth";
import { optionalNames, propsTakers, typeOfProperty } from "./optional-props";
import type { Sample } from "./sample";
import { samples } from "./sample-props";

type Props = Readonly<Record<string, unknown>>;
type Change = (props: Props) => Props;

const takers = propsTakers();

const outdir = mkdtempSync(join(tmpdir(), "aiven-cdc-undefined-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** The JSON that a construct writes, or what a function returns. */
function resultOf({ make, props }: Sample, change: Change): unknown {
  const app = new App({ outdir });
  const returned = make(app, (parts) => change(props(parts) as Props));
  if (returned !== undefined) return withoutEmptyBlocks(JSON.parse(JSON.stringify(returned)));
  // rules that a sample violates are not the question here
  const stack = app.node.findChild("test") as TerraformStack;
  stack.prepareStack();
  return withoutEmptyBlocks(withoutNotes(JSON.parse(JSON.stringify(stack.toTerraform())) as Json));
}

/** cdktf writes an empty block as `{}`, and one of undefined values not at all; neither sets anything. */
function withoutEmptyBlocks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyBlocks);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => [name, withoutEmptyBlocks(each)]);
  return Object.fromEntries(entries.filter(([, each]) => JSON.stringify(each) !== "{}"));
}

/** Changes the object at a path within props. */
function at(path: readonly string[], change: Change): Change {
  const [first, ...rest] = path;
  if (first === undefined) return change;
  return (props) => ({ ...props, [first]: at(rest, change)(props[first] as Props) });
}

const without =
  (names: readonly string[]): Change =>
  (props) =>
    Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)));

const withUndefined =
  (names: readonly string[]): Change =>
  (props) => ({ ...props, ...Object.fromEntries(names.map((name) => [name, undefined])) });

interface PropsObject {
  readonly path: readonly string[];
  readonly optional: readonly string[];
  /** Those of the optional ones that the sample sets. */
  readonly given: readonly string[];
}

/** The objects within props that have optional properties, the props themselves first. */
function objectsIn(type: ts.Type, value: unknown, path: readonly string[] = []): PropsObject[] {
  if (typeof value !== "object" || value === null) return [];
  if (Object.getPrototypeOf(value) !== Object.prototype) return [];
  const optional = optionalNames(type);
  const given = optional.filter((name) => (value as Props)[name] !== undefined);
  const inner = Object.entries(value).flatMap(([name, each]) => {
    const innerType = typeOfProperty(type, name);
    return innerType ? objectsIn(innerType, each, [...path, name]) : [];
  });
  return optional.length > 0 ? [{ path, optional, given }, ...inner] : inner;
}

test("every construct and function with optional props has a sample", () => {
  expect(Object.keys(samples).sort()).toEqual(takers.map(({ name }) => name).sort());
});

const sampled = takers.flatMap(({ name, props }) => {
  const sample = samples[name];
  return sample ? [{ name, props, sample }] : [];
});

describe.each(sampled)("$name", ({ props, sample }) => {
  let value: Props = {};
  resultOf(sample, (given) => (value = given));

  test.each(
    objectsIn(props, value).map((each) => [each.path.join(".") || "its props", each] as const),
  )(
    "undefined in %s is the same as leaving the property out",
    (_where, { path, optional, given }) => {
      const result = (change: Change) => resultOf(sample, at(path, change));
      const absent = optional.filter((name) => !given.includes(name));
      expect(result(withUndefined(absent))).toEqual(result((all) => all));
      for (const name of given) {
        expect({ [name]: result(withUndefined([name])) }).toEqual({
          [name]: result(without([name])),
        });
      }
      expect(result(withUndefined(optional))).toEqual(result(without(optional)));
    },
  );
});
