import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import type { AdoptedResource } from "../model/configuration";
import { escaped, withTexts } from "../model/expressions";
import {
  type AttributeSchema,
  bodiesOf,
  type BlockSchema,
  plannedDefaultsOf,
  schemaOf,
} from "../model/schema";

/**
 * The arguments among all that is known of a thing that exists: without what Aiven computes, and
 * without what the provider takes for granted. What is left makes the same thing.
 */
export function argumentsOf(
  resource: Pick<AdoptedResource, "mode" | "type">,
  attributes: JsonBody,
): JsonBody {
  const schema = schemaOf(resource);
  if (!schema) return {};
  const defaults = plannedDefaultsOf(resource.type);
  const found = within(schema, attributes);
  return Object.fromEntries(
    Object.entries(found)
      .filter(([name]) => name !== "id")
      .filter(([name, value]) => !(name in defaults && defaults[name] === value))
      .filter(([name, value]) => !(/_project$/.test(name) && value === attributes.project))
      .map(([name, value]) => [name, withTexts(value, escaped)]),
  );
}

function within({ attributes = {}, block_types: blocks = {} }: BlockSchema, body: JsonBody) {
  const given: Record<string, Json> = {};
  for (const [name, schema] of Object.entries(attributes)) {
    const value = body[name];
    if (value !== undefined && isArgument(schema) && isGiven(schema, value)) {
      given[name] = withoutNulls(value);
    }
  }
  for (const [name, { block }] of Object.entries(blocks)) {
    const bodies = bodiesOf(body[name]).map((each) => within(block, each));
    const filled = bodies.filter((each) => Object.keys(each).length > 0);
    if (filled.length > 0) given[name] = filled;
  }
  return given;
}

function isArgument({ required, optional, deprecated }: AttributeSchema): boolean {
  return required === true || (optional === true && deprecated !== true);
}

/** Aiven chooses what may be chosen and was not: a false or an empty text is no choice there. */
function isGiven({ required, computed, sensitive }: AttributeSchema, value: Json): boolean {
  if (value === null || value === "") return false;
  if (required) return true;
  if (computed && (sensitive || value === false || value === 0 || value === "0B")) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

function withoutNulls(value: Json): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null));
}
