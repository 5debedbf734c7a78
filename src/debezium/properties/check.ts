import { catalogueOf, requiredOf } from "./catalogue";
import { escapeControlCharacters } from "../../base/text/control-characters";
import { type NamedFamily, namedFamilies, openFamilies } from "./families";
import { nearest } from "../../base/text/nearest";
import { own } from "../../base/own";
import type { Property } from "./property";
import type { propertyRules } from "./property-rules";
import { foreign, renames } from "./renames";
import { type ConfigValue, isKnown, valueViolation } from "./values";
import { type DebeziumVersion, debeziumVersions } from "../versions";
import type { PropertyViolation } from "./violation";

/** A connector's whole configuration; undefined is there and not known yet. */
export type CheckedConfig = Readonly<Record<string, ConfigValue | undefined>>;

export interface CheckOptions {
  /** Beginnings of further keys to take as they are, `isbn.` for instance. @default - none */
  readonly families?: readonly string[];
}

const aivenRestart = "_aiven.restart.on.failure";

/** Everything that is wrong with the configuration for that version of the PostgreSQL connector. */
export function checkProperties(
  version: DebeziumVersion,
  config: CheckedConfig,
  options: CheckOptions = {},
): PropertyViolation[] {
  const found: PropertyViolation[] = [];
  const announced = new Set<string>();
  const error = (rule: keyof typeof propertyRules, property: string, message: string) =>
    found.push({ rule, property, severity: "error", message });

  for (const [name, value] of Object.entries(config)) {
    const property = propertyNamed(version, name);
    if (property) {
      const message = isKnown(value) && valueViolation(name, property, value);
      if (message) error("property-value", name, message);
    } else if (!isOfFamily(version, name, config, options)) {
      const advice = adviceOn(version, name, config);
      if (advice.write !== undefined) announced.add(advice.write);
      const { rule, message, write } = advice;
      found.push({ rule, property: name, severity: "error", message, ...(write && { write }) });
    }
  }
  for (const name of requiredOf(version)) {
    if (!announced.has(name) && isMissing(config, name)) {
      const message = `"${name}" is missing, and ${connectorOf(version)} requires it; set it`;
      error("property-required", name, message);
    }
  }
  for (const family of familiesOf(version)) found.push(...missingInFamily(family, config));
  found.push(...contradictions(version, config), ...withoutEffect(config));
  return found.map((violation) => ({
    ...violation,
    message: escapeControlCharacters(violation.message),
  }));
}

/** Whether a key is one that this version reads. */
export function isProperty(version: DebeziumVersion, name: string): boolean {
  return propertyNamed(version, name) !== undefined || isOpen(version, name);
}

function propertyNamed(version: DebeziumVersion, name: string): Property | undefined {
  if (name === aivenRestart) return { type: "boolean" };
  // a name with a bracket stands for a family, and nobody writes it as it is
  return name.includes("(") ? undefined : own(catalogueOf(version), name);
}

function isMissing(config: CheckedConfig, name: string): boolean {
  if (!Object.hasOwn(config, name)) return true;
  const value = config[name];
  return typeof value === "string" && value.trim() === "";
}

function connectorOf(version: DebeziumVersion): string {
  return `Debezium ${version}'s PostgreSQL connector`;
}

function familiesOf(version: DebeziumVersion): readonly NamedFamily[] {
  const catalogue = catalogueOf(version);
  return namedFamilies.filter(({ lists }) => lists in catalogue);
}

/** The names listed, or undefined while that is not known. */
function listEntries(config: CheckedConfig, { lists, given = [] }: NamedFamily) {
  const value = config[lists];
  if (Object.hasOwn(config, lists) && !isKnown(value)) return undefined;
  return [...given, ...String(value ?? "").split(",")]
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function isOpen(version: DebeziumVersion, name: string): boolean {
  return openFamilies.some(
    ({ pattern, versions = debeziumVersions }) => versions.includes(version) && pattern.test(name),
  );
}

function isOfFamily(
  version: DebeziumVersion,
  name: string,
  config: CheckedConfig,
  { families = [] }: CheckOptions,
): boolean {
  return (
    families.some((prefix) => name.startsWith(prefix)) ||
    isOpen(version, name) ||
    familiesOf(version).some((family) => {
      const names = listEntries(config, family);
      if (!names) return name.startsWith(family.prefix);
      return names.some((each) => name.startsWith(`${family.prefix}${each}.`));
    })
  );
}

function adviceOn(
  version: DebeziumVersion,
  name: string,
  config: CheckedConfig,
): Pick<PropertyViolation, "rule" | "message" | "write"> {
  const catalogue = catalogueOf(version);
  const family = familiesOf(version).find(
    ({ prefix }) => prefix !== "" && name.startsWith(prefix) && name !== prefix,
  );
  const near = nearest(name, [...Object.keys(catalogue), aivenRestart].filter(isWritten));
  if (family && near === undefined) {
    const [part = ""] = name.slice(family.prefix.length).split(".");
    const meant = nearest(part, listEntries(config, family) ?? []);
    const instead =
      meant === undefined ? "" : `, or write "${name.replace(`.${part}.`, `.${meant}.`)}"`;
    return {
      rule: "property-listed",
      message: `"${name}" has no effect: "${family.lists}" does not list "${part}"; add it there${instead}`,
    };
  }
  const rule = "property-known";
  const isThere = (other: string) => Object.hasOwn(config, other);
  const whose = `"${name}" is not a property of ${connectorOf(version)}`;
  const renamed = renames.flatMap(({ from, to, note }) => {
    if (from === name) return [{ write: to, note }];
    return to === name ? [{ write: from, note: undefined }] : [];
  });
  const rename = renamed.find(({ write }) => Object.hasOwn(catalogue, write));
  if (rename) {
    if (isThere(rename.write))
      return { rule, message: `${whose}; leave it out, "${rename.write}" is set` };
    const note = rename.note === undefined ? "" : ` (${rename.note})`;
    return { rule, message: `${whose}; write "${rename.write}"${note}`, write: rename.write };
  }
  const other = foreign.find(({ pattern }) => pattern.test(name));
  if (other) return { rule, message: `${whose}, but of ${other.of}; leave it out` };
  const versions = debeziumVersions.filter((each) => isProperty(each, name));
  if (versions.length > 0) {
    return {
      rule,
      message: `${whose}, but of ${versions.join(", ")}; leave it out or use that version`,
    };
  }
  if (near !== undefined && !isThere(near)) {
    return { rule, message: `${whose}; write "${near}"`, write: near };
  }
  return { rule, message: `${whose}; leave it out` };
}

function isWritten(name: string): boolean {
  return !name.includes("(");
}

function missingInFamily(family: NamedFamily, config: CheckedConfig): PropertyViolation[] {
  const { requires } = family;
  if (requires === undefined) return [];
  return (listEntries(config, family) ?? [])
    .map((name) => ({ name, property: `${family.prefix}${name}.${requires}` }))
    .filter(({ property }) => isMissing(config, property))
    .map(({ name, property }) => ({
      rule: "property-listed",
      property,
      severity: "error",
      message: `"${property}" is missing, and "${family.lists}" lists "${name}"; set it or remove "${name}" from that list`,
    }));
}

/** What each property allows and the two together do not. */
function contradictions(version: DebeziumVersion, config: CheckedConfig): PropertyViolation[] {
  const found: PropertyViolation[] = [];
  for (const what of ["column", "message.prefix", "schema", "table"]) {
    const [include, exclude] = [`${what}.include.list`, `${what}.exclude.list`];
    if (isMissing(config, include) || isMissing(config, exclude)) continue;
    found.push({
      rule: "property-exclusive",
      property: exclude,
      severity: "error",
      message: `"${exclude}" cannot be set together with "${include}"; keep one of the two`,
    });
  }
  const [queue, batch] = ["max.queue.size", "max.batch.size"].map((name) => {
    const value = Object.hasOwn(config, name) ? config[name] : catalogueOf(version)[name]?.default;
    return isKnown(value) && /^\+?\d{1,10}$/.test(String(value)) ? Number(value) : undefined;
  });
  const areSizes = queue !== undefined && batch !== undefined && queue > 0 && batch < 2 ** 31;
  if (areSizes && queue <= batch) {
    found.push({
      rule: "property-queue-size",
      property: "max.queue.size",
      severity: "error",
      message: `"max.queue.size" must be larger than "max.batch.size", got ${queue} and ${batch}; make the queue larger or the batch smaller`,
    });
  }
  return found;
}

/** A converter's own properties count only where the converter itself is named beside them. */
function withoutEffect(config: CheckedConfig): PropertyViolation[] {
  return Object.keys(config).flatMap((property): PropertyViolation[] => {
    const converter = /^(?:key|value|header)\.converter(?=\.)/.exec(property)?.[0];
    if (converter === undefined || !isMissing(config, converter)) return [];
    const message = `"${property}" has no effect, because "${converter}" is not set and the worker's own converter runs; set "${converter}" too`;
    return [{ rule: "property-converter", property, severity: "warning", message }];
  });
}
