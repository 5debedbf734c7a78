// Taken from the real connector by `npm run catalogue`; edits are lost.
import type { Catalogue } from "../properties/property";

export const properties = {
  /** One of none, restart; restart unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_config.action.reload */
  "config.action.reload": {
    type: "string",
    default: "restart",
    allowed: ["none", "restart"],
    matchCase: true,
  },
  /** A text; it must be set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_connector.class */
  "connector.class": { type: "string", required: true },
  /** A text. https://kafka.apache.org/documentation/#sourceconnectorconfigs_connector.plugin.version */
  "connector.plugin.version": { type: "string" },
  /** True or false; false unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_errors.log.enable */
  "errors.log.enable": { type: "boolean", default: "false" },
  /** True or false; false unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_errors.log.include.messages */
  "errors.log.include.messages": { type: "boolean", default: "false" },
  /** A whole number; 60000 unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_errors.retry.delay.max.ms */
  "errors.retry.delay.max.ms": { type: "long", default: "60000" },
  /** A whole number; 0 unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_errors.retry.timeout */
  "errors.retry.timeout": { type: "long", default: "0" },
  /** One of all, none; none unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_errors.tolerance */
  "errors.tolerance": {
    type: "string",
    default: "none",
    allowed: ["all", "none"],
    matchCase: true,
  },
  /** One of requested, required; requested unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_exactly.once.support */
  "exactly.once.support": {
    type: "string",
    default: "requested",
    allowed: ["requested", "required"],
  },
  /** A class of Java's. https://kafka.apache.org/documentation/#sourceconnectorconfigs_header.converter */
  "header.converter": { type: "class" },
  /** A text. https://kafka.apache.org/documentation/#sourceconnectorconfigs_header.converter.plugin.version */
  "header.converter.plugin.version": { type: "string" },
  /** A class of Java's. https://kafka.apache.org/documentation/#sourceconnectorconfigs_key.converter */
  "key.converter": { type: "class" },
  /** A text. https://kafka.apache.org/documentation/#sourceconnectorconfigs_key.converter.plugin.version */
  "key.converter.plugin.version": { type: "string" },
  /** A text; it must be set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_name */
  name: { type: "string", required: true },
  /** A text. https://kafka.apache.org/documentation/#sourceconnectorconfigs_offsets.storage.topic */
  "offsets.storage.topic": { type: "string" },
  /** A list, separated by commas. https://kafka.apache.org/documentation/#sourceconnectorconfigs_predicates */
  predicates: { type: "list", default: "" },
  /** A whole number, at least 1; 1 unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_tasks.max */
  "tasks.max": { type: "int", default: "1", min: 1 },
  /** True or false; true unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_tasks.max.enforce */
  "tasks.max.enforce": { type: "boolean", default: "true" },
  /** A list, separated by commas. https://kafka.apache.org/documentation/#sourceconnectorconfigs_topic.creation.groups */
  "topic.creation.groups": { type: "list", default: "" },
  /** One of connector, interval, poll; poll unless set. https://kafka.apache.org/documentation/#sourceconnectorconfigs_transaction.boundary */
  "transaction.boundary": {
    type: "string",
    default: "poll",
    allowed: ["connector", "interval", "poll"],
  },
  /** A whole number, at least 0. https://kafka.apache.org/documentation/#sourceconnectorconfigs_transaction.boundary.interval.ms */
  "transaction.boundary.interval.ms": { type: "long", min: 0 },
  /** A list, separated by commas. https://kafka.apache.org/documentation/#sourceconnectorconfigs_transforms */
  transforms: { type: "list", default: "" },
  /** A class of Java's. https://kafka.apache.org/documentation/#sourceconnectorconfigs_value.converter */
  "value.converter": { type: "class" },
  /** A text. https://kafka.apache.org/documentation/#sourceconnectorconfigs_value.converter.plugin.version */
  "value.converter.plugin.version": { type: "string" },
} as const satisfies Catalogue;
