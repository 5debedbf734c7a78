import { isKnown } from "../../../debezium/properties/values";
import { parseList, plainTable } from "../../../debezium/naming/tables";
import { tableTopic, topicNaming } from "../../../debezium/naming/topics";
import { postgresConnectorClass, readsNamesInUtf8 } from "../../../debezium/versions";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { requirement } from "../message";
import type { Rule } from "../rule";

type Connector = Partial<ConnectorSubject>;

const isPostgres = ({ connectorClass }: Connector) => connectorClass === postgresConnectorClass;

/** Lists of which each entry is an expression for whole names. */
const lists = /^(schema|table|column)\.(include|exclude)\.list$/;

const entries: Rule<ConnectorSubject> = {
  name: "list-entries-escaped",
  severity: "error",
  description:
    "A `$` or `^` within a name is escaped in Debezium's lists: each entry is a regular expression, in which they are the end and the beginning, so that it matches nothing and says nothing.",
  source: "Debezium, `table.include.list`; java.util.regex.Pattern",
  property: "config",
  inputs: ["connectorClass"],
  check(subject) {
    if (!isPostgres(subject)) return [];
    return Object.entries(subject.config ?? {}).flatMap(([key, value]) => {
      if (!lists.test(key) || !isKnown(value)) return [];
      return parseList(String(value)).flatMap((entry) => {
        const escaped = withAnchorsEscaped(entry);
        if (escaped === entry) return [];
        const what = "escape $ and ^ within names, since no name matches the entry";
        return requirement(`config[${JSON.stringify(key)}]`, what, entry, { suggestion: escaped });
      });
    });
  },
};

/** Those escaped at which a name can neither end nor begin. */
function withAnchorsEscaped(entry: string): string {
  const parts =
    entry.match(/\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/g) ?? [];
  return parts
    .map((part, at) => {
      const [before = "", after = ""] = [parts[at - 1], parts[at + 1]];
      const isEnd = part !== "$" || /^[|)$]?$/.test(after);
      const isBeginning = part !== "^" || /^[|(^:=!]?$/.test(before);
      return isEnd && isBeginning ? part : `\\${part}`;
    })
    .join("");
}

const ascii: Rule<ConnectorSubject> = {
  name: "tables-ascii",
  severity: "error",
  description:
    "A table and its schema are named in ASCII, up to Debezium 3.1.0: its reader of pgoutput takes each byte of a name for a character, so that changes of other tables match no entry. Only their snapshot arrives. 3.5.2 reads such names.",
  source: "Debezium, PgOutputMessageDecoder.readString; measured on Debezium 1.9.7 to 3.5.2",
  property: "tables",
  inputs: ["schemas", "connectorClass", "logicalDecoding"],
  check(subject) {
    const { tables = [], schemas = [], logicalDecoding, config = {} } = subject;
    if (!isPostgres(subject) || logicalDecoding !== "pgoutput") return [];
    if (readsNamesInUtf8(subject.debeziumVersion)) return [];
    if (String(config["snapshot.mode"]).toLowerCase() === "initial_only") return [];
    const what =
      "be named in ASCII, because Debezium loses every change of others after their snapshot";
    const check = (property: string, one: string, names: readonly string[]) =>
      names
        .filter((name) => /[^\0-\x7f]/.test(name))
        .map((name) =>
          requirement(property, what, name, {
            advice: `rename the ${one} (ALTER ${one.toUpperCase()} … RENAME TO …)${one === "table" ? ", with a view under the old name for its users" : ""}`,
          }),
        );
    return [...check("tables", "table", tables), ...check("schemas", "schema", schemas)];
  },
};

const topics: Rule<ConnectorSubject> = {
  name: "tables-topics",
  severity: "warning",
  description:
    "Each table has a topic of its own: Debezium writes an underscore for whatever Kafka does not take in a name, so that names that differ in that alone share one.",
  source: "Debezium, AbstractTopicNamingStrategy.sanitizedTopicName",
  property: "tables",
  inputs: ["connectorClass"],
  check(subject) {
    if (!isPostgres(subject)) return [];
    const known = Object.entries(subject.config ?? {}).filter(([, value]) => isKnown(value));
    const naming = topicNaming(
      Object.fromEntries(known.map(([key, value]) => [key, String(value)])),
    );
    const byTopic = new Map<string, Set<string>>();
    for (const entry of subject.tables ?? []) {
      const table = plainTable(entry);
      if (!table) continue;
      const topic = tableTopic(naming, table);
      byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(`${table.schema}.${table.table}`));
    }
    return [...byTopic]
      .filter(([, sharing]) => sharing.size > 1)
      .map(([topic, sharing]) => {
        const names = [...sharing].map((name) => JSON.stringify(name)).join(" and ");
        return `tables should have topics of their own, got ${names}: Debezium writes the events of both to ${topic}; rename one of the tables, or capture it by a connector with another topicPrefix`;
      });
  },
};

/** What must hold for the tables that a connector names. */
export const tableRules: readonly Rule<ConnectorSubject>[] = [entries, ascii, topics];
