// Plain JavaScript: the launcher needs it before anything is compiled.
"use strict";

/** @typedef {"check" | "cost" | "doctor" | "drift" | "failure" | "sql" | "start" | "tail" | "verify"} SchemaName */

/** Commands that take --json; docs/schemas has what they print then. */
const withJson = new Set(["check", "cost", "doctor", "drift", "sql", "start", "tail", "verify"]);

/**
 * The `$id` of a schema in docs/schemas. The number changes with what would break a reader.
 *
 * @param {SchemaName} name
 */
function schemaId(name) {
  return `urn:aiven-cdc:${name}:1`;
}

/** @param {readonly string[]} argv command and arguments */
function asksForJson([command = "", ...args]) {
  const end = args.indexOf("--");
  return withJson.has(command) && (end < 0 ? args : args.slice(0, end)).includes("--json");
}

/**
 * One line of JSON on stdout.
 *
 * @param {object} document
 */
function printJson(document) {
  // an offset of Kafka has 64 bits, more than a number of JavaScript's
  const text = JSON.stringify(document, (_key, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  process.stdout.write(`${text}\n`);
}

/**
 * Why there is no other document, or no further line.
 *
 * @param {{ kind: string, message: string, exitCode: number }} failure
 */
function printFailure({ kind, message, exitCode }) {
  printJson({ schema: schemaId("failure"), type: "failure", kind, message, exitCode });
}

module.exports = { asksForJson, printFailure, printJson, schemaId };
