import { isKnown } from "../../../debezium/properties/values";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { jdbcSinkClass } from "../../facts/connector-classes";
import { requirement } from "../message";
import type { Rule } from "../rule";

type Connector = Partial<ConnectorSubject>;

const source = "https://aiven.io/docs/products/kafka/kafka-connect/howto/jdbc-sink";
const code = "Aiven-Open/jdbc-connector-for-apache-kafka, JdbcSinkConfig";

const isSink = ({ connectorClass }: Connector) => connectorClass === jdbcSinkClass;
const key = (name: string) => `config[${JSON.stringify(name)}]`;

/** In lower case; undefined where it is not set, or not known yet. */
function read({ config = {} }: Connector, name: string): string | undefined {
  const value = config[name];
  return isKnown(value) ? String(value).trim().toLowerCase() : undefined;
}

function isThere({ config = {} }: Connector, name: string): boolean {
  return Object.hasOwn(config, name) && config[name] !== "";
}

const schemas: Rule<ConnectorSubject> = {
  name: "jdbc-sink-schemas",
  severity: "error",
  description:
    "Records of a JDBC sink have schemas: it makes columns of the fields of a value, and of a key with `pk.mode` record_key. Records without one end its task.",
  source,
  property: "config",
  inputs: ["connectorClass"],
  check(subject) {
    if (!isSink(subject)) return [];
    const roles = read(subject, "pk.mode") === "record_key" ? ["key", "value"] : ["value"];
    return roles.flatMap((role) => {
      const converter = read(subject, `${role}.converter`) ?? "";
      const isJson = converter.endsWith(".jsonconverter");
      if (isJson && read(subject, `${role}.converter.schemas.enable`) === "false") {
        const what = "be true, because a JDBC sink takes no record without a schema";
        const got = `${role}.converter.schemas.enable`;
        return requirement(key(got), what, subject.config?.[got], { suggestion: "true" });
      }
      const isPlain = /\.(string|bytearray)converter$/.test(converter);
      // a key may be a text; a value is a row
      if (!isPlain || role === "key") return [];
      const what = "read records with fields, because a JDBC sink makes columns of them";
      return requirement(key("value.converter"), what, subject.config?.["value.converter"], {
        advice: "use the converter that the topics were written with, JSON with schemas or Avro",
      });
    });
  },
};

const keys: Rule<ConnectorSubject> = {
  name: "jdbc-sink-keys",
  severity: "error",
  description:
    "A JDBC sink that updates or deletes rows knows their keys: `insert.mode` upsert and update ask for a `pk.mode`, `delete.enabled` for record_key, and `pk.fields` are named exactly where they are read.",
  source: code,
  property: "config",
  inputs: ["connectorClass"],
  check(subject) {
    if (!isSink(subject)) return [];
    const { config = {} } = subject;
    if (Object.hasOwn(config, "pk.mode") && !isKnown(config["pk.mode"])) return [];
    const mode = read(subject, "pk.mode") ?? "none";
    const got = config["pk.mode"];
    const found: string[] = [];
    const insert = read(subject, "insert.mode");
    if (mode === "none" && (insert === "upsert" || insert === "update")) {
      const what = `be set for insert.mode "${insert}", which finds rows by their keys`;
      found.push(requirement(key("pk.mode"), what, got, { suggestion: "record_key" }));
    }
    if (mode !== "record_key" && read(subject, "delete.enabled") === "true") {
      const what =
        "be record_key for delete.enabled, since a deleted row is known by its key alone";
      found.push(requirement(key("pk.mode"), what, got, { suggestion: "record_key" }));
    }
    const fields = isThere(subject, "pk.fields");
    if (mode.startsWith("record_") && !fields) {
      const what = `name the columns of the primary key for pk.mode "${mode}"`;
      found.push(
        requirement(key("pk.fields"), what, config["pk.fields"], { advice: 'for instance "id"' }),
      );
    }
    if (mode === "none" && isKnown(config["pk.fields"]) && fields) {
      const what = "be left out without a pk.mode, which reads them";
      found.push(
        requirement(key("pk.fields"), what, config["pk.fields"], {
          advice: 'set pk.mode, for instance "record_key"',
        }),
      );
    }
    return found;
  },
};

const password: Rule<ConnectorSubject> = {
  name: "jdbc-url-password",
  severity: "error",
  description:
    "The address of a JDBC connector holds no password: it is neither masked in a plan nor in Kafka Connect's REST interface.",
  source: "Apache Kafka, `ConfigDef.Type.PASSWORD`",
  property: "config",
  check({ config = {} }) {
    const url = config["connection.url"];
    if (!isKnown(url) || !/[?&;]password=(?!\$)|\/\/[^/@?$]*:[^/@?$]+@/i.test(String(url)))
      return [];
    return `${key("connection.url")} must hold no password, got one; set connection.user and connection.password, by reference`;
  },
};

/** What must hold for Aiven's own JDBC sink, and the addresses of JDBC connectors. */
export const jdbcSinkRules: readonly Rule<ConnectorSubject>[] = [schemas, keys, password];
