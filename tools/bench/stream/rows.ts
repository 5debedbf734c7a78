import type pg from "pg";

/** What is written to the tables, and in how large transactions. */
export interface Shape {
  readonly tables: readonly string[];
  /** As SQL, of the row's number `n`. */
  readonly note: string;
  /** @default - all rows in one */
  readonly rowsATransaction?: number;
}

const word = (salt: number) =>
  `(ARRAY['amber','birch','cobalt','delta','ember','fjord','granite','harbour'])[1 + (n * ${salt}) % 8]`;

/** 112 bytes a row, of the kind that orders are made of. */
const shortNote = `${word(3)} || ' ' || ${word(5)} || ' of customer ' || n * 7919 % 100003`;
/** 2 KB a row; digests, so that it does not compress to nothing. */
const wideNote =
  "(SELECT string_agg(md5((n * 64 + i)::text), ' ') FROM generate_series(1, 62) AS i)";

export const stock: Shape = { tables: ["bench"], note: shortNote, rowsATransaction: 200 };
export const wide: Shape = { tables: ["wide"], note: wideNote, rowsATransaction: 50 };
export const small: Shape = { tables: ["small"], note: shortNote, rowsATransaction: 1 };
export const huge: Shape = { tables: ["huge"], note: shortNote };
export const fifty: Shape = {
  tables: Array.from({ length: 50 }, (_, index) => `t${index + 1}`),
  note: shortNote,
  rowsATransaction: 200,
};

/** The tables anew, with no row in them. */
export async function makeTables(client: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await client.query(`DROP TABLE IF EXISTS ${table}`);
    await client.query(
      `CREATE TABLE ${table} (
         id bigint PRIMARY KEY, customer int NOT NULL, status text NOT NULL,
         amount numeric(12, 2) NOT NULL, note text NOT NULL, at timestamptz NOT NULL)`,
    );
  }
}

/** `count` rows more than the `from` that are there, spread evenly over the tables. */
export async function insertRows(
  client: pg.Client,
  { tables, note, rowsATransaction = Infinity }: Shape,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const each = Math.floor(count / tables.length);
  const step = Math.min(rowsATransaction, each);
  await client.query(`DO $$
    BEGIN
      FOR lead IN ${from + 1}..${from + each} BY ${step} LOOP
        ${tables
          .map(
            (table) => `INSERT INTO ${table}
          SELECT n, n * 7919 % 100003, ${word(7)}, n * 31 % 1000000 / 100.0, ${note}, clock_timestamp()
          FROM generate_series(lead, least(lead + ${step - 1}, ${from + each})::bigint) AS n;
        COMMIT;`,
          )
          .join("\n        ")}
      END LOOP;
    END $$`);
}
