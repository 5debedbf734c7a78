import type { Catalogue } from "../../src/debezium/properties/property";

const note = "// Taken from the real connector by `npm run catalogue`; edits are lost.";

/** The text of a file in catalogue/, before it is formatted. */
export function catalogueSource(properties: Catalogue): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    note,
    'import type { Catalogue } from "../properties/property";',
    "",
    `export const properties = ${literal(Object.fromEntries(sorted))} as const satisfies Catalogue;`,
    "",
  ].join("\n");
}

/** The same for the properties of the JDBC driver that comes with a connector. */
export function driverSource(properties: readonly string[]): string {
  return [
    note,
    "",
    "/** Of the JDBC driver that comes with it. */",
    `export const driverProperties = ${literal(properties)} as const;`,
    "",
  ].join("\n");
}

function literal(value: unknown): string {
  // A line break after the first brace makes prettier keep an object open: one line a property.
  return JSON.stringify(value, null, 1)
    .replace(/\n {2,}/g, " ")
    .replace(/\n ?\}(?=,\n|\n)/g, " }");
}
