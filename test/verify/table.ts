import type { Table } from "../../src/verify/checks/tables";

/** A captured table that is well. */
export const table = (name: string, change: Partial<Table> = {}): Table => ({
  name,
  identity: "f",
  hasKey: true,
  isPublished: true,
  ...change,
});
