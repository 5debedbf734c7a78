import { Fn, Token } from "cdktf";

/** A connector's property as it is written; Terraform turns numbers and booleans into text. */
export type ConnectorProperty = string | number | boolean;

/** A connector's configuration; what is undefined is left out. */
export type ConnectorConfig = Readonly<Record<string, ConnectorProperty | undefined>>;

/**
 * The argument `aiven_kafka_connector.config`. Its bindings want text; a token keeps a number or a
 * boolean what it is in the JSON.
 */
export function connectorConfig(properties: ConnectorConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, asText(value)]],
    ),
  );
}

/** One token for each value: the connectors of a large app have the same few. */
const tokens = new Map<number | boolean, string>();

function asText(value: ConnectorProperty): string {
  if (typeof value === "string") return value;
  if (Token.isUnresolved(value)) return Token.asString(value);
  const token = tokens.get(value) ?? Token.asString(value);
  tokens.set(value, token);
  return token;
}

/**
 * The provider does not mark `config` as sensitive: unwrapped, a plan prints what is in it. A literal
 * stays one, for the rules to see: wrapped, it would stand in the JSON all the same.
 */
export function sensitive(value: string): string {
  return Token.isUnresolved(value) ? Token.asString(Fn.sensitive(value)) : value;
}

/**
 * What rules can see of a configuration: a reference to something that is known only after apply
 * is there, as undefined.
 */
export function visibleConfig(properties: ConnectorConfig): ConnectorConfig {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, Token.isUnresolved(value) ? undefined : value]),
  );
}
