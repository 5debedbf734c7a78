import { writtenTable } from "../../debezium/heartbeat";
import { literal, qualified } from "../../database/names";
import { isMatch, parseList, plainTable, type TableName } from "../../debezium/naming/tables";
import type { TailedRecord } from "../../clients/kafka-tail";
import { messageTopic, tableTopic } from "../topics";

type ConnectorConfig = Readonly<Record<string, string>>;

/** A change made on purpose, and how it is known again in Kafka. */
export interface Canary {
  readonly sql: string;
  readonly topic: string;
  /** In the record, whatever the converter made of it. @default - the first that comes */
  readonly token?: string;
}

/** The prefix of the message (PostgreSQL: `pg_logical_emit_message`). */
const prefix = "cdc-verify";

/**
 * A logical message where the connector lets it through: it needs no table and no right, and
 * arrives on `<topic.prefix>.message`. Else a row in the table that the connector takes orders
 * from, or whatever its heartbeat does, if that is captured.
 *
 * In a transaction of its own, because a message outside of one is not flushed to the log at once.
 *
 * @param given the user's own statement; `{id}` in it becomes the token
 * @returns why there is none, if there is none
 * @see https://debezium.io/documentation/reference/3.1/connectors/postgresql.html#postgresql-message-events
 * @see https://debezium.io/documentation/reference/3.1/configuration/signalling.html
 */
export function canaryOf(
  config: ConnectorConfig,
  token: string,
  given?: string,
): Canary | { readonly none: string } {
  const onTable = (name: string) => tableTopic(config, name);
  if (config["read.only"]?.toLowerCase() === "true") {
    return { none: "it reads a read replica (read.only), where nothing can be written" };
  }
  if (given !== undefined) {
    const table = writtenTable(given);
    if (table === undefined) {
      return { none: `--canary-sql must insert into, update or delete from a table; ${example}` };
    }
    const sql = given.replaceAll("{id}", token);
    return { sql, topic: onTable(nameOf(table)), token: sql === given ? undefined : token };
  }
  if (letsMessagesThrough(config)) {
    const sql = `SELECT pg_logical_emit_message(true, ${literal(prefix)}, ${literal(token)})`;
    return { sql, topic: messageTopic(config), token };
  }
  const signals = plainTable(config["signal.data.collection"] ?? "");
  if (signals) {
    const log = literal(JSON.stringify({ message: prefix }));
    const sql = `INSERT INTO ${qualified(signals)} (id, type, data) VALUES (${literal(token)}, 'log', ${log})`;
    return { sql, topic: onTable(nameOf(signals)), token };
  }
  const beat = config["heartbeat.action.query"] ?? "";
  const written = writtenTable(beat);
  const beaten = written && nameOf(written);
  if (
    beaten !== undefined &&
    parseList(config["table.include.list"]).some((each) => isMatch(each, beaten))
  ) {
    return { sql: beat, topic: onTable(beaten) };
  }
  return {
    none: `the connector lets no logical message through, and has no table of its own; ${example}`,
  };
}

function nameOf({ schema, table }: TableName): string {
  return `${schema}.${table}`;
}

const example =
  "give one that is captured: --canary-sql \"INSERT INTO public.orders (note) VALUES ('{id}')\"";

/** Only pgoutput hands messages on, and the connector may leave some out by their prefix. */
function letsMessagesThrough(config: ConnectorConfig): boolean {
  if (config["plugin.name"] !== "pgoutput") return false;
  const includes = parseList(config["message.prefix.include.list"]);
  if (includes.length > 0) return includes.some((entry) => isMatch(entry, prefix));
  return !parseList(config["message.prefix.exclude.list"]).some((entry) => isMatch(entry, prefix));
}

/** Whether a record carries the token: as text, or as a message's content is encoded. */
export function carries(
  { key, value }: Pick<TailedRecord, "key" | "value">,
  token: string | undefined,
): boolean {
  if (token === undefined) return true;
  const bytes = Buffer.from(token);
  const written = [
    token,
    bytes.toString("base64"),
    bytes.toString("base64url"),
    bytes.toString("hex"),
  ];
  return [key, value].some((part) => part && written.some((text) => part.includes(text)));
}
