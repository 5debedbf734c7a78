import { Token } from "cdktf";

/** A connector's property as it is written; Terraform turns numbers and booleans into text. */
export type ConnectorProperty = string | number | boolean;

export type ConnectorConfig = Readonly<Record<string, ConnectorProperty | undefined>>;

/**
 * The argument `aiven_kafka_connector.config`. Its bindings want text; a token keeps a number or a
 * boolean what it is in the JSON. What is undefined is left out.
 */
export function connectorConfig(properties: ConnectorConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, Token.asString(value)]],
    ),
  );
}
