import { resourceType, type ProviderFacts, type ResourceType } from "../facts";
import { withId } from "../ids";
import type { PlaceholderSource } from "../placeholders/source";
import { placeholder } from "../placeholders/with-placeholders";
import type { Subject } from "../placeholders/service-forms";
import { serviceTypes } from "../source/source-files";
import type { Diagnostic } from "../resource-handler";
import { complete, type Block } from "../schema";
import { nullsForUnknowns } from "../values";
import type { Values } from "../../../stack/values";
import { listed, type ListOptions } from "./lists";
import type { SeenResources } from "./seen-resources";

export interface DataSourceOptions<Context> extends ListOptions<Context> {
  readonly facts: ProviderFacts;
  /** What the configuration is about to make. */
  readonly planned: SeenResources;
  readonly placeholders: PlaceholderSource;
}

/** People look a project up for its authority, which is the one of this rehearsal. */
const hasWhatCounts = new Set(["aiven_project"]);

interface Read {
  readonly values: Values;
  readonly diagnostics: readonly Diagnostic[];
}

/** Arguments of data sources that name an attribute of the resource otherwise. */
const otherNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aiven_project_vpc: { vpc_id: "id" },
};

/** The data source with what is known of it, and with placeholders for all else. */
export async function readData<Context>(
  options: DataSourceOptions<Context>,
  name: string,
  block: Block,
  config: Values,
): Promise<Read> {
  const type = name in options.facts.resources ? resourceType(options.facts, name) : undefined;
  const key = `${name} ${JSON.stringify(config, (_, value: unknown) => value ?? undefined)}`;
  const subject = { type: name, values: config, key, source: options.placeholders };
  const planned = type && matching(options.planned, type.name, block, config);
  const known =
    componentOf(name, config, options.seen) ??
    (await listed(options, block, subject)) ??
    (type && (await existing(options, type, block, config))) ??
    (type && !planned && (await lookedUp(options, type, block, config)));
  if (known) {
    const named = { ...config, ...own(block, known) };
    const isWritten = (attribute: string) =>
      type?.block.attributes.some(({ name: each, computed }) => each === attribute && !computed);
    return {
      values: filled(block, named, type, subject, (attribute) => !isWritten(attribute)),
      diagnostics: [],
    };
  }
  const values = planned
    ? { ...config, ...own(block, nullsForUnknowns(planned) as Values) }
    : config;
  return {
    values: filled(block, values, type, subject, () => true),
    diagnostics: planned
      ? [notMadeYet(name, block, config)]
      : hasWhatCounts.has(name)
        ? []
        : [notKnown(name, block, config)],
  };
}

/** The resource that exists: Terraform made it here, or what runs has it. */
async function existing<Context>(
  { resourceHandlers, seen, call }: DataSourceOptions<Context>,
  type: ResourceType,
  block: Block,
  config: Values,
): Promise<Values | undefined> {
  const made = matching(seen, type.name, block, config);
  const handler = resourceHandlers[type.name];
  if (!handler) return made;
  const asked = complete(type.block, { ...type.defaults, ...config }, "leave out");
  const found = (await handler.read(made ?? asked, call(type.name))) as Values | undefined;
  if (!found) return undefined;
  const known = Object.entries(found).filter(([, value]) => (value ?? null) !== null);
  return { ...withId(type, made ?? asked), ...Object.fromEntries(known) };
}

/** What the rehearsal puts in the place of what is not made here. */
async function lookedUp<Context>(
  options: DataSourceOptions<Context>,
  type: ResourceType,
  block: Block,
  config: Values,
): Promise<Values | undefined> {
  const handler = options.resourceHandlers[type.name];
  const isThere = await handler?.lookUp?.(config, options.call(type.name));
  return isThere ? existing(options, type, block, config) : undefined;
}

/** The one resource that has every argument of the data source. */
function matching(
  resources: SeenResources,
  type: string,
  { attributes }: Block,
  config: Values,
): Values | undefined {
  const asked = attributes.filter(({ name }) => (config[name] ?? null) !== null);
  const nameIn = (attribute: string) => otherNames[type]?.[attribute] ?? attribute;
  return resources
    .of(type)
    .find((state) => asked.every(({ name }) => state[nameIn(name)] === config[name]));
}

/** One of the ways into a service, which is of whatever type. */
function componentOf(name: string, config: Values, seen: SeenResources): Values | undefined {
  if (name !== "aiven_service_component") return undefined;
  const { project, service_name: service } = config;
  const asked = ["component", "route", "usage", "ssl", "kafka_authentication_method"].filter(
    (each) => (config[each] ?? null) !== null,
  );
  const components = serviceTypes
    .flatMap((type) => seen.of(type))
    .filter((state) => state.project === project && state.service_name === service)
    .flatMap((state) => (Array.isArray(state.components) ? (state.components as Values[]) : []));
  const found = components.find((each) =>
    asked.every((attribute) => each[attribute] === config[attribute]),
  );
  return found && { ...found, id: [project, service, config.component].join("/") };
}

function own({ attributes, blocks }: Block, values: Values): Values {
  const names = [...attributes, ...blocks].map(({ name }) => name);
  return Object.fromEntries(
    names.filter((name) => (values[name] ?? null) !== null).map((name) => [name, values[name]]),
  );
}

/** Placeholders for what is null and computed, if `isAsked`. */
function filled(
  { attributes, blocks }: Block,
  values: Values,
  type: ResourceType | undefined,
  subject: Subject,
  isAsked: (attribute: string) => boolean,
): Values {
  const { source, key } = subject;
  const identified: Values = type
    ? withId(type, values, (name) => source.id(name, key))
    : { ...values, id: values.id ?? idOfArguments(attributes, values) };
  const about = { ...subject, values: identified };
  const result: Values = { ...identified };
  for (const attribute of attributes) {
    const { name, computed } = attribute;
    if (computed && isAsked(name)) result[name] ??= placeholder(attribute, about);
  }
  for (const { name, nesting, type: blockType } of blocks) {
    const isList = nesting === "list" || nesting === "set";
    const isEmpty = !Array.isArray(values[name]) || values[name].length === 0;
    if (isList && isEmpty && isAsked(name)) {
      result[name] = placeholder({ name, type: blockType }, about);
    }
  }
  return result;
}

/** As the provider forms the id of a data source that is no resource. */
function idOfArguments(attributes: Block["attributes"], values: Values): string {
  return attributes
    .filter(({ required }) => required)
    .map(({ name }) => String(values[name]))
    .join("/");
}

function notKnown(name: string, block: Block, config: Values): Diagnostic {
  return {
    severity: "warning",
    summary: "The rehearsal has placeholders for what exists only at Aiven",
    detail:
      `It knows no ${name}${named(block, config)}; whatever a placeholder names is called ` +
      "held-… or lies under rehearsal.invalid, and leads nowhere.",
  };
}

function notMadeYet(name: string, block: Block, config: Values): Diagnostic {
  return {
    severity: "warning",
    summary: "A data source is read before its resource exists",
    detail:
      `The configuration makes the ${name}${named(block, config)}, which is not there yet: at ` +
      `Aiven this plan fails. Use the resource's own attributes, or add depends_on = [${name}.NAME]; ` +
      "the rehearsal goes on with placeholders.",
  };
}

function named({ attributes }: Block, config: Values): string {
  const given = attributes
    .filter(({ name, sensitive }) => !sensitive && (config[name] ?? null) !== null)
    .map(({ name }) => `${name} = ${JSON.stringify(config[name])}`);
  return given.length > 0 ? ` with ${given.join(", ")}` : "";
}
