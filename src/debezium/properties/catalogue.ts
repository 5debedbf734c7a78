import * as v1_9_7 from "../catalogue/1.9.7";
import * as d1_9_7 from "../catalogue/1.9.7-driver";
import * as v2_5_0 from "../catalogue/2.5.0";
import * as d2_5_0 from "../catalogue/2.5.0-driver";
import * as v2_7_4 from "../catalogue/2.7.4";
import * as d2_7_4 from "../catalogue/2.7.4-driver";
import * as v3_1_0 from "../catalogue/3.1.0";
import * as d3_1_0 from "../catalogue/3.1.0-driver";
import * as v3_5_2 from "../catalogue/3.5.2";
import * as d3_5_2 from "../catalogue/3.5.2-driver";
import { properties as connect } from "../catalogue/connect";
import type { Catalogue } from "./property";
import type { DebeziumVersion } from "../versions";

/** Every property of a connector's configuration: those of Connect and those of the version. */
export const catalogues = {
  "1.9.7": { ...connect, ...v1_9_7.properties },
  "2.5.0": { ...connect, ...v2_5_0.properties },
  "2.7.4": { ...connect, ...v2_7_4.properties },
  "3.1.0": { ...connect, ...v3_1_0.properties },
  "3.5.2": { ...connect, ...v3_5_2.properties },
} as const satisfies Record<DebeziumVersion, Catalogue>;

/**
 * The JDBC driver's own properties. The connector hands it what stands under `database.`, and from
 * 2.0 on what stands under `driver.`.
 */
export const driverProperties = {
  "1.9.7": d1_9_7.driverProperties,
  "2.5.0": d2_5_0.driverProperties,
  "2.7.4": d2_7_4.driverProperties,
  "3.1.0": d3_1_0.driverProperties,
  "3.5.2": d3_5_2.driverProperties,
} as const satisfies Record<DebeziumVersion, readonly string[]>;

const driverPrefixes: Record<DebeziumVersion, readonly string[]> = {
  "1.9.7": ["database."],
  "2.5.0": ["database.", "driver."],
  "2.7.4": ["database.", "driver."],
  "3.1.0": ["database.", "driver."],
  "3.5.2": ["database.", "driver."],
};

const known = new Map<DebeziumVersion, Catalogue>();

/** The catalogue with the driver's properties under the prefixes that lead to it. */
export function catalogueOf(version: DebeziumVersion): Catalogue {
  const made =
    known.get(version) ??
    Object.fromEntries([
      ...driverPrefixes[version].flatMap((prefix) =>
        driverProperties[version].map((name) => [prefix + name, { type: "string" }] as const),
      ),
      ...Object.entries<Catalogue[string]>(catalogues[version]),
    ]);
  known.set(version, made);
  return made;
}

const required = new Map<DebeziumVersion, readonly string[]>();

export function requiredOf(version: DebeziumVersion): readonly string[] {
  const names =
    required.get(version) ??
    Object.entries(catalogueOf(version)).flatMap(([name, property]) =>
      property.required ? [name] : [],
    );
  required.set(version, names);
  return names;
}
