import type { AttributePath, IsUnknown, TerraformValues } from "./from-terraform";
import type { NameSubject } from "../rules/name-rules";

/** A name in a resource, and where it is. */
export interface NameInResource extends NameSubject {
  readonly path: AttributePath;
}

/** Arguments of the provider that are names or parts of identifiers, in blocks too. */
const nameArguments =
  /^(name|project|user|username|principal|topic|index|role|group_id)$|_(name|project|cluster|topic)$/;

/** Connector properties whose values are names, or lists of names or of patterns for them. */
const nameProperties =
  /^(name|topics|plugin\.name|database\.(dbname|user|server\.name)|(slot|publication)\.name|topic\.(prefix|transaction)|(topic\.heartbeat|heartbeat\.topics)\.prefix|transaction\.topic|signal\.data\.collection|signal\.kafka\.topic|message\.key\.columns|replica\.identity\.autoset\.values)$|\.(include|exclude)\.list$|\.(whitelist|blacklist)$/;

/** Every name that the resource's values have and that is known. */
export function namesInResource(
  values: TerraformValues,
  isUnknown: IsUnknown,
  path: AttributePath = [],
): NameInResource[] {
  return Object.entries(values).flatMap(([argument, value]) => {
    const at = [...path, argument];
    if (isUnknown(value) || value === null || value === undefined) return [];
    if (typeof value === "string") {
      return nameArguments.test(argument) ? [{ argument, name: value, path: at }] : [];
    }
    if (Array.isArray(value)) {
      return value.flatMap((item: unknown, index) =>
        isObject(item) ? namesInResource(item, isUnknown, [...at, index]) : [],
      );
    }
    return argument === "config" && isObject(value) ? namesInConfig(value) : [];
  });
}

/** The names in a connector's configuration: its keys, and the values that are names. */
export function namesInConfig(config: TerraformValues): NameInResource[] {
  return Object.entries(config).flatMap(([key, value]) => [
    { argument: "config", name: key, path: ["config"] },
    ...(typeof value === "string" && nameProperties.test(key)
      ? parseNames(value).map((name) => ({
          argument: `config[${JSON.stringify(key)}]`,
          name,
          path: ["config", key],
        }))
      : []),
  ]);
}

/** Debezium trims the entries of a list: a line break between two of them is part of neither. */
function parseNames(names: string): string[] {
  return names.split(/[,;]/).map((name) => name.trim());
}

function isObject(value: unknown): value is TerraformValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
