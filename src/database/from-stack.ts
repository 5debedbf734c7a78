import { postgresConnectorClass } from "../debezium/versions";
import { own } from "../base/own";
import { databaseModel } from "./from-connector";
import type { ConnectorScript } from "./script";

type Json = null | string | number | boolean | Json[] | { readonly [name: string]: Json };
type Body = Readonly<Record<string, Json>>;

/** A stack as Terraform reads it, as far as its connectors are concerned. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly data?: StackJson["resource"];
  readonly variable?: Readonly<Record<string, Body>>;
}

/** Thrown for a name that only Terraform could tell. */
export class UnknownName extends Error {
  override readonly name = "UserError";
}

/** What the stack leaves open. */
export interface Given {
  /** The user that the connectors log in as. @default - what the stack says */
  readonly user?: string;
  /** Values of variables, under the names that Terraform looks for: `TF_VAR_…`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What each PostgreSQL connector of a stack needs of its database. */
export function connectorsOf(stack: StackJson, given: Given = {}): ConnectorScript[] {
  return Object.entries(stack.resource?.aiven_kafka_connector ?? {}).flatMap(([name, body]) => {
    const config = (body.config ?? {}) as Body;
    if (config["connector.class"] !== postgresConnectorClass) return [];
    const at = `aiven_kafka_connector.${name}`;
    const read = (key: string): string | undefined => {
      const value = config[key];
      if (value === undefined || value === null) return undefined;
      if (key === "database.user" && given.user !== undefined) return given.user;
      return resolveReferences({ stack, given, where: `${at}: ${key}` }, String(value));
    };
    const connectorName = read("name") ?? name;
    const known = Object.fromEntries(asked.map((key) => [key, read(key)]));
    return {
      connectorName,
      autocreate: known["publication.autocreate.mode"],
      ...databaseModel(known),
    };
  });
}

const asked = [
  "plugin.name",
  "database.user",
  "database.dbname",
  "table.include.list",
  "schema.include.list",
  "publication.name",
  "publication.autocreate.mode",
  "replica.identity.autoset.values",
  "heartbeat.interval.ms",
  "heartbeat.action.query",
  "signal.data.collection",
  "incremental.snapshot.watermarking.strategy",
];

export interface Reading {
  readonly stack: StackJson;
  readonly given: Given;
  /** For the message if it comes to nothing. */
  readonly where: string;
}

/** A value in which each reference is led back to what the stack itself says. */
export function resolveReferences(reading: Reading, value: string): string {
  const { where } = reading;
  return value
    .replace(/(?<!\$)\$\{([^{}]*)\}/g, (_, expression: string) => {
      const found = referenced(reading, expression.replace(/^sensitive\((.*)\)$/, "$1"));
      if (found !== undefined) return found;
      const advice = where.endsWith("database.user")
        ? "; name it with --user ROLE"
        : "; write it as a text in the app";
      throw new UnknownName(
        `${where} is \${${expression}}, which only Terraform can tell${advice}`,
      );
    })
    .replaceAll("$${", () => "${");
}

function referenced(reading: Reading, path: string): string | undefined {
  const { stack, given } = reading;
  const parts = path.trim().split(".");
  const isData = parts[0] === "data";
  const [type = "", name = "", attribute = "", ...more] = isData ? parts.slice(1) : parts;
  if (more.length > 0) return undefined;
  if (type === "var") {
    const value = given.environment?.[`TF_VAR_${name}`] ?? own(stack.variable ?? {}, name)?.default;
    return typeof value === "string" && attribute === "" ? value : undefined;
  }
  // Aiven makes it with every service, and nothing can change its name.
  if (attribute === "service_username") return "avnadmin";
  const named = own((isData ? stack.data : stack.resource) ?? {}, type) ?? {};
  const value = own(own(named, name) ?? {}, attribute);
  return typeof value === "string" ? resolveReferences(reading, value) : undefined;
}
