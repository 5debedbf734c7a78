import type { ServiceType } from "../aiven/facts/service-plans";
import { routedTopic } from "../debezium/naming/routing";
import { parseList, plainTable } from "../debezium/naming/tables";
import { tableTopic, topicNaming } from "../debezium/naming/topics";
import { postgresConnectorClass } from "../debezium/versions";
import { type ReferenceScope, resolveReferences } from "../stack/references";
import { isJsonObject, type Json, type JsonBody } from "../base/json";
import type { StackJson } from "../stack/stack-json";
import type { ConnectorPart, Parts, ServicePart, TopicPart, UserPart } from "./parts";

const serviceTypes: readonly ServiceType[] = ["pg", "kafka_connect", "kafka"];

export interface PartsOptions {
  /** Values of variables, under the names that Terraform reads: `TF_VAR_…`. */
  readonly environment?: ReferenceScope["environment"];
  /** What ids begin with: two stacks may have the same addresses. @default - nothing */
  readonly prefix?: string;
}

/** The parts of a stack; values that only Terraform learns are left out. */
export function partsOf(
  stack: StackJson,
  { environment = {}, prefix = "" }: PartsOptions = {},
): Parts {
  return new StackParts({ stack, environment }, prefix).read();
}

class StackParts {
  readonly #services: readonly ServicePart[];

  constructor(
    private readonly scope: ReferenceScope,
    private readonly prefix: string,
  ) {
    this.#services = serviceTypes.flatMap((type) => this.#servicesOf(type));
  }

  read(): Parts {
    const connectors = this.#bodies("aiven_kafka_connector").map(([id, body]) =>
      this.#connector(id, body),
    );
    const integrations = this.#bodies("aiven_service_integration")
      .filter(([, body]) => body.integration_type === "kafka_connect")
      .flatMap(([, body]) => {
        const kafka = this.#serviceIn(body.source_service_name);
        const connect = this.#serviceIn(body.destination_service_name);
        return kafka && connect ? [{ kafka, connect }] : [];
      });
    const hosts = connectors.flatMap(({ database }) => database ?? []);
    const databases = [...new Set(hosts)].filter((id) => !this.#services.some((s) => s.id === id));
    return {
      services: this.#services,
      databases: databases.map((host) => ({ id: host, host })),
      integrations,
      connectors,
      topics: this.#topics(),
      users: this.#users(),
    };
  }

  #servicesOf(type: ServiceType): ServicePart[] {
    return this.#bodies(`aiven_${type}`, { withData: true }).map(([id, body]) => ({
      ...{ id, type, cloud: this.#text(body.cloud_name), plan: this.#text(body.plan) },
      name: this.#text(body.service_name) ?? id,
    }));
  }

  #connector(id: string, body: JsonBody): ConnectorPart {
    const config = isJsonObject(body.config) ? body.config : {};
    const read = (key: string) => this.#text(config[key]);
    const known = Object.fromEntries(Object.keys(config).map((key) => [key, read(key)]));
    const connectorClass = read("connector.class") ?? "";
    const tables = parseList(read("table.include.list"));
    const isSink = /Sink\w*$/.test(connectorClass);
    return {
      ...{ id, tables, isSink },
      name: this.#text(body.connector_name) ?? id,
      service: this.#serviceIn(body.service_name),
      database: this.#databaseOf(config),
      slot:
        connectorClass === postgresConnectorClass ? (read("slot.name") ?? "debezium") : undefined,
      topics: isSink ? parseList(read("topics")) : topicsOf(known, tables),
    };
  }

  /** Of Debezium's `database.hostname`, or of the URL of a connector for JDBC. */
  #databaseOf(config: JsonBody): string | undefined {
    const address = config["database.hostname"] ?? config["connection.url"];
    if (address === undefined) return undefined;
    const text = this.#text(address);
    const host = text?.replace(/^jdbc:\w+:\/\//, "").replace(/[:/?].*$/, "");
    return this.#serviceIn(address) ?? host;
  }

  #topics(): TopicPart[] {
    return this.#bodies("aiven_kafka_topic").flatMap(([, body]) => {
      const name = this.#text(body.topic_name);
      const kafka = this.#serviceIn(body.service_name);
      return name !== undefined && kafka ? [{ name, kafka }] : [];
    });
  }

  #users(): UserPart[] {
    const acls = this.#bodies("aiven_kafka_acl").map(([, body]) => ({
      kafka: this.#serviceIn(body.service_name),
      user: this.#text(body.username),
      right: `${this.#text(body.permission) ?? ""} ${this.#text(body.topic) ?? ""}`.trim(),
    }));
    const native = this.#bodies("aiven_kafka_native_acl")
      .filter(([, body]) => body.resource_type === "Topic" && body.permission_type === "ALLOW")
      .map(([, body]) => {
        const topic = this.#text(body.resource_name) ?? "";
        const more = body.pattern_type === "PREFIXED" ? "*" : "";
        return {
          kafka: this.#serviceIn(body.service_name),
          user: this.#text(body.principal)?.replace(/^User:/, ""),
          right: `${this.#text(body.operation)?.toLowerCase()} ${topic}${more}`,
        };
      });
    return this.#bodies("aiven_kafka_user").flatMap(([id, body]) => {
      const name = this.#text(body.username);
      const kafka = this.#serviceIn(body.service_name);
      if (name === undefined || !kafka) return [];
      const own = [...acls, ...native].filter((acl) => acl.kafka === kafka && acl.user === name);
      return [{ id, name, kafka, rights: own.map(({ right }) => right) }];
    });
  }

  /** The service of the stack that a value names, or refers to. */
  #serviceIn(value: Json | undefined): string | undefined {
    const written = String(value);
    const [, address] = /\$\{(?:sensitive\()?((?:data\.)?aiven_\w+\.[\w-]+)\./.exec(written) ?? [];
    const name = this.#text(value);
    const id = `${this.prefix}${address}`;
    return this.#services.find((each) => each.id === id || each.name === name)?.id;
  }

  #bodies(type: string, { withData = false } = {}): [string, JsonBody][] {
    const { resource, data } = this.scope.stack;
    const made = Object.entries(resource?.[type] ?? {});
    const found = withData ? Object.entries(data?.[type] ?? {}) : [];
    return [
      ...made.map(([name, body]): [string, JsonBody] => [`${this.prefix}${type}.${name}`, body]),
      ...found.map(([name, body]): [string, JsonBody] => [
        `${this.prefix}data.${type}.${name}`,
        body,
      ]),
    ];
  }

  #text(value: Json | undefined): string | undefined {
    if (value === undefined || value === null || typeof value === "object") return undefined;
    const resolved = resolveReferences(this.scope, String(value));
    return "text" in resolved ? resolved.text : undefined;
  }
}

function topicsOf(
  config: Readonly<Record<string, string | undefined>>,
  tables: readonly string[],
): string[] {
  const naming = topicNaming(config);
  // as it is written in Terraform, which a value that was read is no longer
  const written = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, value?.replaceAll("${", () => "$${")]),
  );
  const topics = tables.flatMap((entry) => {
    const table = plainTable(entry);
    const routed = table && routedTopic(written, tableTopic(naming, table));
    return typeof routed === "string" ? routed : [];
  });
  return [...new Set(topics)];
}
