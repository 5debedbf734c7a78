const catalogue = "Debezium's own configuration definitions, `src/debezium/catalogue`";

/** The rules that `checkProperties` checks, for the page of rules and for `acknowledge`. */
export const propertyRules = {
  "property-known": {
    severity: "error",
    property: "config",
    description:
      "Every key is a property of the connector in its version: Debezium ignores any other in silence.",
    source: catalogue,
  },
  "property-value": {
    severity: "error",
    property: "config",
    description: "Every value is one that the property allows in that version.",
    source: catalogue,
  },
  "property-required": {
    severity: "error",
    property: "config",
    description: "Every property that the connector requires is set.",
    source: catalogue,
  },
  "property-listed": {
    severity: "error",
    property: "config",
    description:
      "A transform, predicate or topic group is listed where it has properties, and has a type where it is listed.",
    source: "Apache Kafka, Kafka Connect's `transforms` and `predicates`",
  },
  "property-exclusive": {
    severity: "error",
    property: "config",
    description: "A list to include is not set together with the list to exclude.",
    source: "Debezium, `table.include.list` and `table.exclude.list`",
  },
  "property-queue-size": {
    severity: "error",
    property: "config",
    description: "`max.queue.size` is larger than `max.batch.size`.",
    source: "Debezium, `max.queue.size`",
  },
  "property-converter": {
    severity: "warning",
    property: "config",
    description:
      "A property of a converter is set together with the converter: without it, the worker's own converter runs and ignores the property.",
    source: "Apache Kafka, Kafka Connect's `key.converter`",
  },
} as const;
