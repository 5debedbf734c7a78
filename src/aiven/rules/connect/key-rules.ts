import { isKnown } from "../../../debezium/properties/values";
import { isMatch, plainTable } from "../../../debezium/naming/tables";
import { postgresConnectorClass } from "../../../debezium/versions";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { recommendation, requirement } from "../message";
import type { Rule } from "../rule";

const property = "message.key.columns";
const name = `config["${property}"]`;

/** What Debezium splits at semicolons; none where the property is not set, or not known yet. */
function entriesOf(subject: Partial<ConnectorSubject>): string[] {
  const { connectorClass, config = {} } = subject;
  const value = config[property];
  if (connectorClass !== postgresConnectorClass || !isKnown(value)) return [];
  return String(value).split(";");
}

const entryForm = /^\s*[^\s:]+:[^\s:]+\s*$/;

const form: Rule<ConnectorSubject> = {
  name: "message-key-form",
  severity: "error",
  description:
    "An entry of `message.key.columns` is a table, a colon and its columns between commas, without a space: the connector refuses any other.",
  source: "Debezium, Key.CustomKeyMapper",
  property: "config",
  inputs: ["connectorClass"],
  check: (subject) =>
    entriesOf(subject)
      .filter((entry) => !entryForm.test(entry))
      .map((entry) =>
        requirement(name, "have entries such as public.orders:region,id", entry, adviceOn(entry)),
      ),
};

function adviceOn(entry: string) {
  const [table = "", columns = "", ...more] = entry.trim().split(":");
  if (more.length > 0) return { advice: "put a semicolon between tables" };
  if (table === "" || columns === "") return { advice: "name a table and at least one column" };
  const escaped = [table, columns.replace(/,\s+/g, ",")].map((part) =>
    part.replace(/\s/g, String.raw`\s`),
  );
  return { suggestion: escaped.join(":") };
}

const captured: Rule<ConnectorSubject> = {
  name: "message-key-captured",
  severity: "warning",
  description:
    "A table of `message.key.columns` is captured: the entry of another has no effect, and Debezium says nothing of it.",
  source: "Debezium, Key.CustomKeyMapper",
  property: "config",
  inputs: ["connectorClass", "tables"],
  check(subject) {
    const { tables = [] } = subject;
    // an expression may stand for any table
    if (tables.length === 0 || !tables.every((entry) => plainTable(entry))) return [];
    return entriesOf(subject).flatMap((entry) => {
      const [written = ""] = entry.trim().split(":");
      const table = plainTable(written);
      if (!table) return [];
      const full = `${table.schema}.${table.table}`;
      if (tables.some((each) => isMatch(each, full))) return [];
      return recommendation(name, "name captured tables", full, "the entry has no effect", {
        advice: `add ${full} to tables, or leave it out of messageKeys`,
      });
    });
  },
};

/** What must hold for the columns that make a record's key. */
export const keyRules: readonly Rule<ConnectorSubject>[] = [form, captured];
