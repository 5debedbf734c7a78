/** A table with its schema, as PostgreSQL keeps the names: folded where they had no quotes. */
export interface TableName {
  readonly schema: string;
  readonly table: string;
}
