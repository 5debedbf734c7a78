import { own } from "../../base/own";
import { catalogueOf } from "./catalogue";
import { type CheckedConfig, checkProperties } from "./check";
import { valueRenames } from "./renames";
import type { DebeziumVersion } from "../versions";

/** What another version does with a connector's configuration. */
export interface PropertyChange {
  readonly kind: "dropped" | "renamed" | "value" | "default";
  readonly property: string;
  /** One line: what changes, and what to write. */
  readonly message: string;
  /** The property's name, or its value, in the other version. */
  readonly write?: string;
}

/** What of a configuration for one version is otherwise in another, each named once. */
export function propertyChanges(
  from: DebeziumVersion,
  to: DebeziumVersion,
  config: CheckedConfig,
): PropertyChange[] {
  const before = new Set(
    checkProperties(from, config).map(({ rule, property }) => `${rule} ${property}`),
  );
  const isNew = ({ rule, property }: { rule: string; property: string }) =>
    !before.has(`${rule} ${property}`);
  const found = checkProperties(to, config).filter(isNew);
  return [
    ...found.map(({ rule, property, message, write }): PropertyChange => {
      if (write !== undefined) return { kind: "renamed", property, message, write };
      if (rule === "property-known") return { kind: "dropped", property, message };
      return { kind: "value", property, message, write: renamedValue(to, property, config) };
    }),
    ...changedDefaults(from, to, config),
  ];
}

/** The configuration in the other version's words, as far as one is known for each. */
export function renamedConfig<Value>(
  config: Readonly<Record<string, Value>>,
  changes: readonly PropertyChange[],
): Record<string, Value | string> {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => {
      const { kind, write } = changes.find(({ property }) => property === name) ?? {};
      if (write === undefined) return [name, value];
      return kind === "renamed" ? [write, value] : [name, write];
    }),
  );
}

function renamedValue(
  to: DebeziumVersion,
  property: string,
  config: CheckedConfig,
): string | undefined {
  const value = String(config[property]).trim().toLowerCase();
  const renamed = valueRenames.find((each) => each.property === property && each.from === value);
  const isTaken =
    renamed !== undefined && catalogueOf(to)[property]?.allowed?.includes(renamed.to) === true;
  return isTaken ? renamed.to : undefined;
}

/** Of what the configuration leaves to the connector. */
function changedDefaults(
  from: DebeziumVersion,
  to: DebeziumVersion,
  config: CheckedConfig,
): PropertyChange[] {
  const [old, next] = [catalogueOf(from), catalogueOf(to)];
  return Object.entries(next).flatMap(([property, { default: now }]): PropertyChange[] => {
    const described = own(old, property);
    if (!described || Object.hasOwn(config, property)) return [];
    if (described.default === now) return [];
    const was = described.default === undefined ? "none" : `"${described.default}"`;
    const is = now === undefined ? "none" : `"${now}"`;
    const keep =
      described.default === undefined ? "" : `; write "${described.default}" to keep what it does`;
    const message = `the default of "${property}" becomes ${is}, and was ${was}${keep}`;
    return [{ kind: "default", property, message }];
  });
}
