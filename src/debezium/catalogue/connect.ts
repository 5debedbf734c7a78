// Taken from the real connector by `npm run catalogue`; edits are lost.
import type { Catalogue } from "../properties/property";

export const properties = {
  "config.action.reload": {
    type: "string",
    default: "restart",
    allowed: ["none", "restart"],
    matchCase: true,
  },
  "connector.class": { type: "string", required: true },
  "connector.plugin.version": { type: "string" },
  "errors.log.enable": { type: "boolean", default: "false" },
  "errors.log.include.messages": { type: "boolean", default: "false" },
  "errors.retry.delay.max.ms": { type: "long", default: "60000" },
  "errors.retry.timeout": { type: "long", default: "0" },
  "errors.tolerance": {
    type: "string",
    default: "none",
    allowed: ["all", "none"],
    matchCase: true,
  },
  "exactly.once.support": {
    type: "string",
    default: "requested",
    allowed: ["requested", "required"],
  },
  "header.converter": { type: "class" },
  "header.converter.plugin.version": { type: "string" },
  "key.converter": { type: "class" },
  "key.converter.plugin.version": { type: "string" },
  name: { type: "string", required: true },
  "offsets.storage.topic": { type: "string" },
  predicates: { type: "list", default: "" },
  "tasks.max": { type: "int", default: "1", min: 1 },
  "tasks.max.enforce": { type: "boolean", default: "true" },
  "topic.creation.groups": { type: "list", default: "" },
  "transaction.boundary": {
    type: "string",
    default: "poll",
    allowed: ["connector", "interval", "poll"],
  },
  "transaction.boundary.interval.ms": { type: "long", min: 0 },
  transforms: { type: "list", default: "" },
  "value.converter": { type: "class" },
  "value.converter.plugin.version": { type: "string" },
} as const satisfies Catalogue;
