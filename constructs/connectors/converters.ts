import type { IKafka } from "../services/interfaces";
import { type ConnectorProperty, sensitive } from "./connector-config";

/** How keys and values are written into Kafka's records. */
export interface Converter {
  /** Its class (Kafka Connect: `key.converter`, `value.converter`). */
  readonly type: string;
  /** Its own properties, without the prefix. */
  readonly properties: Readonly<Record<string, ConnectorProperty>>;
  /**
   * How a source adjusts the names of types and fields to what the format takes.
   *
   * @default - not at all
   */
  readonly nameAdjustment?: "avro";
}

export interface JsonOptions {
  /**
   * Whether each record repeats the schema of its row, which multiplies its size by four.
   *
   * @default false
   */
  readonly schemas?: boolean;
  /**
   * Whether a NULL arrives as null where its column has a default (Kafka Connect:
   * `replace.null.with.default`, the other way round; since Kafka 3.5, KIP-581). False, the default takes
   * its place: 7 for a `DEFAULT 7`, and 1970 for a `DEFAULT now()`.
   *
   * @default true - Kafka Connect's own is false, and loses what the row says
   */
  readonly keepNulls?: boolean;
}

/** JSON. */
export function json(options: JsonOptions = {}): Converter {
  return {
    type: "org.apache.kafka.connect.json.JsonConverter",
    properties: {
      "schemas.enable": options.schemas ?? false,
      "replace.null.with.default": !(options.keepNulls ?? true),
    },
  };
}

/**
 * Avro, its schemas kept in the Kafka service's own registry (Karapace). The registry's address
 * carries its credentials. A source writes names that Avro does not take, such as `first-name`, with
 * underscores.
 *
 * @see https://aiven.io/docs/products/kafka/kafka-connect/howto/debezium-source-connector-pg
 */
export function avro(kafka: IKafka): Converter {
  return {
    type: "io.confluent.connect.avro.AvroConverter",
    properties: {
      "schema.registry.url": sensitive(kafka.schemaRegistryUrl),
      "basic.auth.credentials.source": "URL",
    },
    nameAdjustment: "avro",
  };
}

/** The properties of the connector that say so. */
export function converterProperties(role: "key" | "value", { type, properties }: Converter) {
  return {
    [`${role}.converter`]: type,
    ...Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [`${role}.converter.${key}`, value]),
    ),
  };
}
