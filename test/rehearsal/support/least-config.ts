import type { ResourceType } from "../../../src/rehearsal/provider/facts";
import type { Attribute, Block } from "../../../src/rehearsal/provider/schema";
import { type Limit, limits } from "../../../src/rehearsal/provider/source/limits";
import { relations } from "../../../src/rehearsal/provider/source/relations";
import type { Type } from "../../../src/rehearsal/provider/values";
import type { Value, Values } from "../../../src/stack/values";

/** Texts of arguments that must have a form. */
const formed: Readonly<Record<string, string>> = {
  "aiven_aws_vpc_peering_connection.vpc_id": "p/v",
  "aiven_azure_vpc_peering_connection.vpc_id": "p/v",
  "aiven_gcp_vpc_peering_connection.vpc_id": "p/v",
  "aiven_kafka_quota.user": "xy",
  "aiven_project_user.email": "x@example.com",
};

/** The least that the provider takes for a resource, without what is neither asked for nor set. */
export function leastConfig(type: ResourceType): Values {
  const least = leastBlock(type, type.block, "");
  for (const { kind, names } of relations[type.name] ?? []) {
    const [first = ""] = names;
    const attribute = type.block.attributes.find(({ name }) => name === first);
    if (kind === "at least one of" && attribute) least[first] = example(type, attribute, "");
  }
  return least;
}

function leastBlock(type: ResourceType, block: Block, prefix: string): Values {
  const given: Values = {};
  for (const attribute of block.attributes) {
    if (attribute.required) given[attribute.name] = example(type, attribute, prefix);
  }
  for (const nested of block.blocks) {
    const [least] = limitOf(type, prefix + nested.name).count ?? [0];
    if (least > 0) {
      given[nested.name] = [leastBlock(type, nested.block, `${prefix}${nested.name}.`)];
    }
  }
  return given;
}

function limitOf({ name }: ResourceType, argument: string): Limit {
  return limits[name]?.[argument] ?? {};
}

function example(type: ResourceType, { name, type: of }: Attribute, prefix: string): Value {
  const argument = prefix + name;
  const { length: [least] = [1], range: [lowest] = [1] } = limitOf(type, argument);
  const [allowed] = type.allowedValues[argument] ?? [];
  const text = formed[`${type.name}.${argument}`] ?? allowed ?? "x".repeat(Math.max(least, 1));
  return exampleOf(of, text, lowest);
}

function exampleOf(type: Type, text: string, number: number): Value {
  if (type === "number") return number;
  if (type === "bool") return true;
  if (typeof type === "string") return text;
  const inner = exampleOf(type[1] as Type, text, number);
  return type[0] === "map" ? { name: inner } : [inner];
}
