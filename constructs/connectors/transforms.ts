import type { ConnectorProperty } from "./connector-config";

/** One of Kafka Connect's single message transforms, in the order in which they are given. */
export interface Transform {
  /** Names it among the connector's transforms. */
  readonly name: string;
  /** Its class (Kafka Connect: `transforms.<name>.type`). */
  readonly type: string;
  /** Its own properties, without the prefix. */
  readonly properties?: Readonly<Record<string, ConnectorProperty | undefined>>;
}

export interface UnwrapOptions {
  /**
   * What becomes of a delete: nothing, a tombstone, or a row with `__deleted` (Debezium:
   * `delete.tombstone.handling.mode`, since 2.5).
   *
   * @default "tombstone" - a compacted topic then forgets the row
   */
  readonly onDelete?:
    "drop" | "tombstone" | "rewrite" | "rewrite-with-tombstone" | "delete-to-tombstone";
  /** Fields of the event that are kept beside the row's, such as `op` and `source.ts_ms`. */
  readonly addFields?: readonly string[];
}

/**
 * The row as it is after the change, instead of the event with before, after and source. For
 * Debezium 2.5 and later.
 *
 * @see https://debezium.io/documentation/reference/3.1/transformations/event-flattening.html
 */
export function unwrap(options: UnwrapOptions = {}): Transform {
  return {
    name: "unwrap",
    type: unwrapping,
    properties: {
      "delete.tombstone.handling.mode": options.onDelete ?? "tombstone",
      "add.fields": options.addFields?.join(","),
    },
  };
}

const unwrapping = "io.debezium.transforms.ExtractNewRecordState";

/** Whether one of them takes the row out of the event. */
export function isUnwrapping(transforms: readonly Transform[]): boolean {
  return transforms.some(({ type }) => type === unwrapping);
}

export interface OutboxOptions {
  /** Column whose value names the topic. @default "aggregatetype" */
  readonly routeByField?: string;
  /**
   * The topic, with that value in the place of `${routedByValue}`.
   *
   * @default "outbox.event.${routedByValue}"
   */
  readonly topic?: string;
  /** Whether a payload that is JSON text becomes JSON. @default false */
  readonly expandJsonPayload?: boolean;
}

/**
 * Events that an application wrote into an outbox table, each on the topic that it names.
 *
 * @see https://debezium.io/documentation/reference/3.1/transformations/outbox-event-router.html
 */
export function outboxRouter(options: OutboxOptions = {}): Transform {
  return {
    name: "outbox",
    type: "io.debezium.transforms.outbox.EventRouter",
    properties: {
      "route.by.field": options.routeByField,
      // Terraform would take ${…} for a reference of its own.
      "route.topic.replacement": options.topic?.replaceAll("${", () => "$${"),
      "table.expand.json.payload": options.expandJsonPayload,
    },
  };
}

/**
 * Another topic for those whose name matches.
 *
 * @param regex of the whole name, in Java's words
 * @param replacement with `$1` for the first group
 * @see https://kafka.apache.org/documentation/#org.apache.kafka.connect.transforms.RegexRouter
 */
export function route(regex: string, replacement: string, name = "route"): Transform {
  return {
    name,
    type: "org.apache.kafka.connect.transforms.RegexRouter",
    properties: { regex, replacement },
  };
}

/** The properties of the connector that say so. */
export function transformProperties(transforms: readonly Transform[]) {
  return {
    transforms: transforms.length > 0 ? transforms.map(({ name }) => name).join(",") : undefined,
    ...Object.fromEntries(
      transforms.flatMap(({ name, type, properties = {} }) => [
        [`transforms.${name}.type`, type],
        ...Object.entries(properties).map(([key, value]) => [`transforms.${name}.${key}`, value]),
      ]),
    ),
  };
}
