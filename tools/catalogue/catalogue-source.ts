import type { Catalogue, Property } from "../../src/debezium/properties/property";

const note = "// Taken from the real connector by `npm run catalogue`; edits are lost.";

/** Whose properties they are: where each one's documentation lies. */
export type Owner = "Kafka Connect" | `Debezium ${string}`;

/** The text of a file in catalogue/, before it is formatted. An editor shows the comments. */
export function catalogueSource(properties: Catalogue, owner: Owner): string {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    note,
    'import type { Catalogue } from "../properties/property";',
    "",
    "export const properties = {",
    ...sorted.flatMap(([name, property]) => [
      // nobody writes a name that stands for many
      ...(name.includes("(") ? [] : [`/** ${documentation(name, property, owner)} */`]),
      `${JSON.stringify(name)}: ${oneLine(property)},`,
    ]),
    "} as const satisfies Catalogue;",
    "",
  ].join("\n");
}

/** The same for the properties of the JDBC driver that comes with a connector. */
export function driverSource(properties: readonly string[]): string {
  return [
    note,
    "",
    "/** Of the JDBC driver that comes with it. */",
    `export const driverProperties = ${oneLine(properties)} as const;`,
    "",
  ].join("\n");
}

const kinds: Readonly<Record<Property["type"], string>> = {
  boolean: "True or false",
  class: "A class of Java's",
  double: "A number",
  int: "A whole number",
  list: "A list, separated by commas",
  long: "A whole number",
  password: "A secret",
  short: "A whole number",
  string: "A text",
};

/** A property's kind, limits and default, with a link to its documentation. */
function documentation(name: string, property: Property, owner: Owner): string {
  const { type, allowed, min, required, default: unset } = property;
  const values = allowed?.filter((each) => each !== "").join(", ");
  const kind = values && type !== "list" ? `One of ${values}` : kinds[type];
  const limits = [
    ...(values && type === "list" ? [`, of ${values}`] : []),
    ...(min === undefined ? [] : [`, at least ${min}`]),
    ...(required ? ["; it must be set"] : []),
    ...(unset === undefined || unset === "" ? [] : [`; ${unset} unless set`]),
  ];
  return `${kind}${limits.join("")}. ${linkTo(name, owner)}`.replaceAll("*/", "* /");
}

function linkTo(name: string, owner: Owner): string {
  if (owner === "Kafka Connect") {
    return `https://kafka.apache.org/documentation/#sourceconnectorconfigs_${name}`;
  }
  const [, release] = /^Debezium (\d+\.\d+)/.exec(owner) ?? [];
  const anchor = name.replaceAll(/[^A-Za-z0-9]+/g, "-");
  return `https://debezium.io/documentation/reference/${release}/connectors/postgresql.html#postgresql-property-${anchor}`;
}

function oneLine(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n */g, " ");
}
