import { own } from "../base/own";
import { isJsonObject, type Json, type JsonBody } from "../base/json";
import type { StackJson } from "../stack/stack-json";
import {
  addressOf,
  type AdoptedResource,
  type Configuration,
  isAivens,
} from "./model/configuration";
import { attributeReferenceOf, partsOf, textsIn } from "./model/expressions";
import { Resolver } from "./model/relations";
import { bodiesOf, type BlockSchema, schemaOf } from "./model/schema";
import { metaArguments } from "./write/statement";

/**
 * Where a synthesized app is not what was read: one line each, none if the arguments are the same.
 * References are compared by what they come to.
 */
export function differences(given: Configuration, stack: StackJson): string[] {
  const made = resourcesOf(stack);
  const resolvers = [
    new Resolver(given.resources, given.locals),
    new Resolver(made, (stack.locals ?? {}) as Readonly<Record<string, Json>>),
  ] as const;
  const byAddress = new Map(made.map((each) => [addressOf(each), each]));
  const wanted = given.resources.filter((each) => isAivens(each) && schemaOf(each));
  const known = new Set(wanted.map(addressOf));
  return [
    ...wanted.flatMap((resource) => {
      const address = addressOf(resource);
      const found = byAddress.get(address);
      if (!found) return [`${address} is missing`];
      const [before, after] = [
        canonical(resource, resolvers[0], true),
        canonical(found, resolvers[1], false),
      ];
      return differing(before, after).map((path) => `${address}: ${path}`);
    }),
    ...made
      .filter((each) => isAivens(each) && !known.has(addressOf(each)))
      .map((each) => `${addressOf(each)} is in the app only`),
    ...undeclared(stack),
  ];
}

/** Variables, locals and resources that something refers to and nothing declares. */
function undeclared(stack: StackJson): string[] {
  const resources = new Set(resourcesOf(stack).map(addressOf));
  const referred = textsIn(stack as unknown as Json).flatMap((text) =>
    (partsOf(text) ?? []).flatMap((part) => ("expression" in part ? [part.expression] : [])),
  );
  const missing = referred.flatMap((expression) => {
    const [, kind, name = ""] = /^(var|local)\.([\w-]+)$/.exec(expression) ?? [];
    if (kind === "var") return own(stack.variable ?? {}, name) ? [] : [`var.${name}`];
    if (kind === "local") return Object.hasOwn(stack.locals ?? {}, name) ? [] : [`local.${name}`];
    const { address } = attributeReferenceOf(expression) ?? {};
    return address === undefined || resources.has(address) ? [] : [address];
  });
  return [...new Set(missing)].map((each) => `${each} is referred to, and not in the app`);
}

function resourcesOf(stack: StackJson): AdoptedResource[] {
  const modes = [
    ["data", stack.data],
    ["managed", stack.resource],
  ] as const;
  return modes.flatMap(([mode, types]) =>
    Object.entries(types ?? {}).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => ({ mode, type, name, body })),
    ),
  );
}

/** Arguments as texts, blocks as lists, without what says nothing and what Terraform alone reads. */
function canonical(resource: AdoptedResource, resolver: Resolver, isInput: boolean): Json {
  const schema = schemaOf(resource) ?? {};
  const body = Object.fromEntries(
    Object.entries(resource.body).filter(
      ([name]) => name !== "//" && !metaArguments.includes(name),
    ),
  );
  return block(isInput ? onlyKnown(body, schema) : body, schema, resolver);
}

/** What the provider does not have is in the report. */
function onlyKnown(body: JsonBody, schema: BlockSchema): JsonBody {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, Json][] => {
      const nested = own(schema.block_types ?? {}, name);
      if (nested) return [[name, bodiesOf(value).map((each) => onlyKnown(each, nested.block))]];
      return name === "dynamic" || own(schema.attributes ?? {}, name) ? [[name, value]] : [];
    }),
  );
}

function block(body: JsonBody, schema: BlockSchema, resolver: Resolver): JsonBody {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, Json][] => {
      const nested = own(schema.block_types ?? {}, name);
      if (!nested) return value === null ? [] : [[name, plainly(value, resolver)]];
      const blocks = bodiesOf(value)
        .map((each) => block(each, nested.block, resolver))
        .filter((each) => Object.keys(each).length > 0);
      if (nested.nesting_mode === "set") blocks.sort((one, other) => order(one, other));
      return blocks.length === 0 ? [] : [[name, blocks]];
    }),
  );
}

function order(one: JsonBody, other: JsonBody): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function plainly(value: Json, resolver: Resolver): Json {
  if (Array.isArray(value)) return value.map((each) => plainly(each, resolver));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== null)
        .map(([name, each]) => [name, plainly(each, resolver)]),
    );
  }
  const text = resolver.resolved(String(value));
  const parts = partsOf(text);
  if (!parts) return text;
  return parts
    .map((part) => {
      if ("literal" in part) return part.literal;
      return `\${${part.expression.replace(/^sensitive\((.*)\)$/, "$1")}}`;
    })
    .join("");
}

/** The paths at which two values differ. Their values may be secret, and are not shown. */
function differing(one: Json | undefined, other: Json | undefined, path = ""): string[] {
  if (one === undefined) return [`${path} is in the app only`];
  if (other === undefined) return [`${path} is missing`];
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((each, index) => differing(each, other[index], `${path}[${index}]`));
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) =>
      differing(one[name], other[name], path === "" ? name : `${path}.${name}`),
    );
  }
  return JSON.stringify(one) === JSON.stringify(other) ? [] : [`${path} differs`];
}
