import { postgresConnectorClass } from "../debezium/versions";
import { Misuse } from "../base/user-error";
import { databaseModel } from "./from-connector";
import { type Place, placeOf } from "./places";
import { administrator } from "../aiven/facts/administrator";
import { askedAdministrators, type ReferenceScope, resolveReferences } from "../stack/references";
import { isJsonObject, type JsonBody } from "../base/json";
import type { StackJson } from "../stack/stack-json";
import { own } from "../base/own";
import type { ConnectorScript, Replica } from "./script";

/** What the stack leaves open. */
export interface Given {
  /** The user that the connectors log in as. @default - the one in the stack */
  readonly user?: string;
  /** Values of variables, under the names that Terraform reads: `TF_VAR_…`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** What each PostgreSQL connector of a stack needs of its database. */
export function connectorsOf(stack: StackJson, given: Given = {}): ConnectorScript[] {
  const administrators = administratorsOf({ stack, ...given });
  return Object.entries(stack.resource?.aiven_kafka_connector ?? {}).flatMap(([name, body]) => {
    const config = isJsonObject(body.config) ? body.config : {};
    if (config["connector.class"] !== postgresConnectorClass) return [];
    const at = `aiven_kafka_connector.${name}`;
    const read = (key: string): string | undefined => {
      const value = config[key];
      if (value === undefined || value === null) return undefined;
      if (key === "database.user" && given.user !== undefined) return given.user;
      return textOf({ stack, ...given }, String(value), `${at}: ${key}`);
    };
    const connectorName = read("name") ?? name;
    const known = Object.fromEntries(asked.map((key) => [key, read(key)]));
    return {
      connectorName,
      autocreate: known["publication.autocreate.mode"],
      place: placeOfDatabase({ stack, ...given }, config["database.hostname"]),
      replica: replicaOf({ stack, ...given }, config),
      ...databaseModel(known, administrators),
    };
  });
}

/** The address of a service of Aiven's is known only after apply. */
function placeOfDatabase(scope: ReferenceScope, hostname: unknown): Place | undefined {
  const resolved = resolveReferences(scope, String(hostname));
  return "text" in resolved ? placeOf(resolved.text) : undefined;
}

/** The read replica that a connector reads, which says so by `read.only`; its names where the stack has them. */
function replicaOf(scope: ReferenceScope, config: JsonBody): Replica | undefined {
  if (String(config["read.only"]).toLowerCase() !== "true") return undefined;
  const [, name = ""] = /^\$\{aiven_pg\.([\w-]+)\./.exec(String(config["database.hostname"])) ?? [];
  const service = own(scope.stack.resource?.aiven_pg ?? {}, name) ?? {};
  const integrations = [service.service_integrations].flat().filter(isJsonObject);
  const follows = integrations.find((each) => each.integration_type === "read_replica");
  const textIn = (value: unknown): string | undefined => {
    if (typeof value !== "string") return undefined;
    const resolved = resolveReferences(scope, value);
    return "text" in resolved ? resolved.text : undefined;
  };
  return { name: textIn(service.service_name), primary: textIn(follows?.source_service_name) };
}

/** Those that the stack names, as far as it can be read; the others have Aiven's own name. */
function administratorsOf(scope: ReferenceScope): string[] {
  const named = askedAdministrators(scope.stack).flatMap((name) => {
    const resolved = resolveReferences(scope, name);
    return "text" in resolved ? resolved.text : [];
  });
  return [administrator, ...named];
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

/**
 * The text with its references resolved.
 *
 * @param where for the message
 * @throws UserError where only Terraform learns the value
 */
export function textOf(scope: ReferenceScope, value: string, where: string): string {
  const resolved = resolveReferences(scope, value);
  if ("text" in resolved) return resolved.text;
  const advice = where.endsWith("database.user")
    ? "name it with --user ROLE"
    : "write it as a text in the app";
  throw new Misuse(
    `${where} is \${${resolved.unresolved}}, which is known only after apply; ${advice}`,
  );
}
