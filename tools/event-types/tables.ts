import { groups } from "./samples";
import type { TypeSample } from "./samples/sample";
import { hazards } from "./readers";

/** The rows of a snapshot have ids from 1 on, those of the stream from here on. */
export const firstStreamed = 101;

/** A table of one sample, with a row for each value. */
export interface SampleTable {
  /** Without its schema, `types`. */
  readonly table: string;
  readonly sample: TypeSample;
}

/** The tables that every reader reads, in the order of the samples. */
export const sampleTables: readonly SampleTable[] = groups
  .flatMap(({ samples }) => samples)
  .map((sample, at) => ({ table: `t${String(at + 1).padStart(3, "0")}`, sample }));

/** The schemas, what the samples need, the tables and the rows of the snapshots. */
export function setUp(): string[] {
  return [
    "CREATE SCHEMA types",
    "CREATE SCHEMA hazards",
    ...groups.flatMap(({ before = [] }) => before),
    ...sampleTables.flatMap(({ table, sample }) => [
      ...tableOf(`types.${table}`, sample),
      ...sample.values.map((_, at) => insertion(`types.${table}`, sample, at, 1 + at)),
    ]),
    ...hazards.flatMap(({ name, hazard }) => (hazard ? tableOf(hazardTable(name), hazard) : [])),
  ];
}

/** What happens while the connectors run. */
export function changes(): string[] {
  return [
    ...sampleTables.flatMap(({ table, sample }) => changesOf(`types.${table}`, sample)),
    ...hazards.flatMap(({ name, hazard }) => (hazard ? changesOf(hazardTable(name), hazard) : [])),
  ];
}

function changesOf(table: string, sample: TypeSample): string[] {
  return sample.values.flatMap((_, at) => {
    const id = firstStreamed + at;
    const update = `UPDATE ${table} SET a = 1 WHERE id = ${id}`;
    return [insertion(table, sample, at, id), ...(sample.isUpdated ? [update] : [])];
  });
}

export function hazardTable(reader: string): `hazards.${string}` {
  return `hazards.${reader.replaceAll("-", "_")}`;
}

/** `v` is its last column, which reading JSON as text relies on. */
function tableOf(name: string, { type, column, more, replicaIdentity }: TypeSample): string[] {
  const columns = ["id integer PRIMARY KEY", ...(more ? [more] : []), `v ${column ?? type}`];
  return [
    `CREATE TABLE ${name} (${columns.join(", ")})`,
    ...(replicaIdentity ? [`ALTER TABLE ${name} REPLICA IDENTITY ${replicaIdentity}`] : []),
  ];
}

function insertion(table: string, sample: TypeSample, at: number, id: number): string {
  return `INSERT INTO ${table} (id, ${sample.given ?? "v"}) VALUES (${id}, ${sample.values[at]})`;
}
