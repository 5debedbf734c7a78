import { type ConfigValue, isKnown } from "../properties/values";
import { parseList } from "./tables";

/** A connector's configuration as it is written in Terraform; undefined is there and not known yet. */
type RoutingConfig = Readonly<Record<string, ConfigValue | undefined>>;

/** What decides a record's topic besides its name. */
export interface DependsOnData {
  /** Name of the transform, or the property with another naming strategy. */
  readonly decidedBy: string;
}

const defaultStrategy = "io.debezium.schema.SchemaTopicNamingStrategy";

/** Classes that lead records to topics by what is in them, or by the time. */
const byData =
  /\.(TimestampRouter|ContentBasedRouter|ExtractTopic(\$\w+)?|TimescaleDb|EventRouter|HeaderToTopic)$/;

/**
 * Where the connector's transforms lead the records of a topic.
 *
 * @param isChange whether they are change events: those of a heartbeat pass some transforms as they are
 */
export function routedTopic(
  config: RoutingConfig,
  topic: string,
  { isChange = true } = {},
): string | DependsOnData {
  const strategy = "topic.naming.strategy";
  const isOther = Object.hasOwn(config, strategy) && config[strategy] !== defaultStrategy;
  if (isChange && isOther) return { decidedBy: strategy };
  if (Object.hasOwn(config, "transforms") && !isKnown(config.transforms)) {
    return { decidedBy: "transforms" };
  }
  let name = topic;
  for (const transform of parseList(String(config.transforms ?? ""))) {
    const next = transformed(transformOf(config, transform), name, isChange);
    if (next === undefined) return { decidedBy: transform };
    name = next;
  }
  return name;
}

interface Transform {
  readonly type: string;
  /** One of its properties; undefined where it is not set. */
  text(key: string): string | undefined;
  /** Whether one of its properties is there and not known. */
  isUnknown(key: string): boolean;
  /** Whether it applies to a topic; undefined where that depends on more. */
  applies(topic: string): boolean | undefined;
}

function transformOf(config: RoutingConfig, name: string): Transform {
  const of = (key: string) => `transforms.${name}.${key}`;
  const text = (key: string) => {
    const value = config[of(key)];
    // as it is written in Terraform, where `$${` is a `${` of the property's own
    return value === undefined ? undefined : String(value).replaceAll("$${", () => "${");
  };
  return {
    type: text("type") ?? "",
    text,
    isUnknown: (key) => {
      const value = config[of(key)];
      const isReference = typeof value === "string" && /(?<!\$)\$\{/.test(value);
      return Object.hasOwn(config, of(key)) && (value === undefined || isReference);
    },
    applies: (topic) => {
      const predicate = text("predicate");
      if (predicate === undefined) return true;
      const type = String(config[`predicates.${predicate}.type`] ?? "");
      const pattern = config[`predicates.${predicate}.pattern`];
      if (!type.endsWith(".TopicNameMatches") || typeof pattern !== "string") return undefined;
      const isMatch = javaPattern(pattern)?.test(topic);
      return isMatch === undefined ? undefined : isMatch !== (text("negate") === "true");
    },
  };
}

/** @returns undefined where it depends on more than the name */
function transformed(transform: Transform, topic: string, isChange: boolean): string | undefined {
  const { type } = transform;
  const keys = keysOf(type, isChange);
  if (!keys && !isByData(transform, isChange)) return topic;
  const applies = transform.applies(topic);
  if (applies === false) return topic;
  if (applies === undefined || !keys || keys.some((key) => transform.isUnknown(key))) {
    return undefined;
  }
  if (type.endsWith(".EventRouter")) {
    const constant = transform.text("route.topic.replacement") ?? "$";
    const isConstant = !/[$\\]/.test(constant) && transform.text("route.topic.regex") === undefined;
    return isConstant ? constant : undefined;
  }
  const [regex, replacement] = keys.map((key) => transform.text(key) ?? "");
  const routed = replaceWhole(topic, regex ?? "", replacement ?? "");
  // ByLogicalTableRouter leaves a record where it is rather than on a topic without a name
  return routed === "" && type.endsWith(".ByLogicalTableRouter") ? topic : routed;
}

/** The properties that name the new topic, of a transform that needs the old one's name only. */
function keysOf(type: string, isChange: boolean): readonly string[] | undefined {
  if (type.endsWith(".RegexRouter")) return ["regex", "replacement"];
  if (type.endsWith(".ByLogicalTableRouter")) return ["topic.regex", "topic.replacement"];
  const isOutbox = type.endsWith(".EventRouter") && isChange;
  return isOutbox ? ["route.topic.replacement"] : undefined;
}

function isByData({ type, text }: Transform, isChange: boolean): boolean {
  if (type.endsWith(".EventRouter")) return isChange;
  const isUnwrap = type.endsWith(".ExtractNewRecordState");
  if (isUnwrap) return isChange && text("route.by.field") !== undefined;
  return byData.test(type);
}

/** As Java's `matches` and `replaceFirst` do it; undefined where JavaScript may read it otherwise. */
function replaceWhole(name: string, regex: string, replacement: string): string | undefined {
  const match = javaPattern(regex);
  if (!match) return undefined;
  const groups = match.exec(name);
  return groups ? replaced(replacement, groups) : name;
}

/** What Java reads otherwise: its own escapes, possessive quantifiers, flags, classes in classes. */
const javaOnly = /\\[pPQEhHRXGAzZNxk0]|\(\?[^:=!<]|(?<!\\)[*+?}]\+|&&|\[[^\]\\]*\[/;

function javaPattern(regex: string): RegExp | undefined {
  if (javaOnly.test(regex)) return undefined;
  try {
    return new RegExp(`^(?:${regex})$`);
  } catch {
    return undefined;
  }
}

/** Java's: `$1`, the longest number that is a group, `${name}`, and `\` before what is meant as it is. */
function replaced(replacement: string, groups: RegExpExecArray): string | undefined {
  let isClear = true;
  const text = replacement.replace(
    /\\([\s\S])|\$\{(\w+)\}|\$(\d+)|[\\$]/g,
    (_, literal?: string, name?: string, digits?: string) => {
      if (literal !== undefined) return literal;
      if (name !== undefined) {
        if (groups.groups && name in groups.groups) return groups.groups[name] ?? "";
      } else if (digits !== undefined) {
        let number = digits;
        while (number.length > 1 && Number(number) >= groups.length) number = number.slice(0, -1);
        if (Number(number) < groups.length) {
          return (groups[Number(number)] ?? "") + digits.slice(number.length);
        }
      }
      isClear = false; // Java refuses it
      return "";
    },
  );
  return isClear ? text : undefined;
}
