import { type Collected, eventKey, type Seen } from "./events";
import { avroReader, type Reader, readers } from "./readers";
import type { Family, TypeSample } from "./samples/sample";
import { firstStreamed, type SampleTable, sampleTables } from "./tables";

/** What one reader makes of one value. */
export interface Outcome {
  readonly snapshot: Seen | undefined;
  readonly stream: Seen | undefined;
}

/** One value of a sample, and what arrives of it. */
export interface ValueOutcome {
  readonly sample: TypeSample;
  /** As SQL. */
  readonly inserted: string;
  readonly byDefault: Outcome;
  readonly inAvro: Outcome;
  /** Those of the other readers that differ, by the settings that make the difference. */
  readonly others: readonly { readonly settings: string; readonly outcome: Outcome }[];
}

/** Every value of every sample, in their order. */
export function outcomesOf({ events }: Pick<Collected, "events">): ValueOutcome[] {
  const outcomeOf = (reader: Reader, { table }: SampleTable, at: number): Outcome => {
    const seen = events.get(reader.name);
    return {
      snapshot: seen?.get(eventKey(table, 1 + at)),
      stream: seen?.get(eventKey(table, firstStreamed + at)),
    };
  };
  const [first, ...more] = readers;
  return sampleTables.flatMap((table) =>
    table.sample.values.map((inserted, at) => {
      const byDefault = first ? outcomeOf(first, table, at) : nothing;
      const others = more
        .map((reader) => ({
          settings: settingsFor(reader, table.sample),
          outcome: outcomeOf(reader, table, at),
        }))
        .filter(({ outcome }) => !isSame(outcome, byDefault));
      const inAvro = outcomeOf(avroReader, table, at);
      return { sample: table.sample, inserted, byDefault, inAvro, others };
    }),
  );
}

const nothing: Outcome = { snapshot: undefined, stream: undefined };

/** Those that are known to change such a value; where none is, all of the reader, since one of them does. */
function settingsFor({ settings }: Reader, { varies = [] }: TypeSample): string {
  const families = Object.keys(settings) as Family[];
  const known = families.filter((family) => varies.includes(family));
  return (known.length > 0 ? known : families)
    .map((family) => `\`${settings[family]}\``)
    .join(", ");
}

export function isSame(one: Outcome, other: Outcome): boolean {
  return isSameEvent(one.snapshot, other.snapshot) && isSameEvent(one.stream, other.stream);
}

/** Whether value and schema are the same. */
export function isSameEvent(one: Seen | undefined, other: Seen | undefined): boolean {
  return (
    (one === undefined) === (other === undefined) &&
    one?.value === other?.value &&
    one?.schema === other?.schema
  );
}

/** Whether a value was inserted, and nothing arrives of it. */
export function isLost(seen: Seen | undefined, inserted: string): boolean {
  if (inserted === "NULL") return false;
  if (seen?.value === undefined || seen.value === "null") return true;
  if (seen.value === '""') return inserted !== "''";
  return /^\[null(,null)*\]$/.test(seen.value) && !/null/i.test(inserted);
}
