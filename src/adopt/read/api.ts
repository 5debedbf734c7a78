import { administrator } from "../../aiven/facts/administrator";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { type Configuration, nothing, type Remark } from "../model/configuration";
import { freeName } from "../model/names";
import { type Known, related } from "../model/relations";
import { providerVersion, schemaOf } from "../model/schema";
import { AivenApi, listOf } from "../../clients/aiven-api";
import { argumentsOf } from "./arguments";

/** Databases that are there from the start. */
const ownDatabases = ["defaultdb", "_aiven"];

/** What the API has and this does not ask for. */
const unread =
  "VPCs, schemas, quotas, static IPs, endpoints of integrations, and whatever belongs to the organization; what refers to them has their ids";

/** What a project of Aiven's holds: services, and what is within them. */
export async function readProject(project: string, api = new AivenApi()): Promise<Configuration> {
  const reading = new Reading(project, api);
  const services = listOf(await api.get("project", project, "service"), "services");
  for (const service of services) await reading.service(service);
  return { ...nothing, resources: related(reading.known), remarks: reading.remarks };
}

class Reading {
  readonly known: Known[] = [];
  readonly remarks: Remark[] = [];
  readonly #integrations = new Set<string>();
  readonly #names = new Set<string>();

  constructor(
    private readonly project: string,
    private readonly api: AivenApi,
  ) {
    this.remarks.push({ kind: "left out", where: project, what: `not read: ${unread}` });
  }

  async service(service: JsonBody): Promise<void> {
    const name = String(service.service_name);
    const kind = String(service.service_type);
    const type = `aiven_${kind}`;
    if (!schemaOf({ mode: "managed", type })) {
      const what = `a service of type "${kind}", which the provider (${providerVersion()}) does not have`;
      this.remarks.push({ kind: "left out", where: name, what });
      return;
    }
    const { maintenance, user_config: settings, service_uri_params: uri, ...given } = service;
    const window = isJsonObject(maintenance) ? maintenance : {};
    const { tags } = await this.#get(name, "tags");
    const address = isJsonObject(uri) ? uri : {};
    this.#add(type, name, `${this.project}/${name}`, {
      ...given,
      project: this.project,
      project_vpc_id: given.project_vpc_id ? `${this.project}/${String(given.project_vpc_id)}` : "",
      maintenance_window_dow: window.dow ?? null,
      maintenance_window_time: window.time ?? null,
      tag: isJsonObject(tags) ? Object.entries(tags).map(([key, value]) => ({ key, value })) : [],
      [`${kind}_user_config`]: isJsonObject(settings) ? [userConfig(settings)] : [],
      // they are resources of their own
      service_integrations: [],
      service_host: address.host ?? null,
      service_port: address.port ?? null,
      service_username: address.user ?? null,
      service_password: address.password ?? null,
    });
    this.#integrationsOf(service);
    if (kind === "pg") await this.#withinPostgres(name, service);
    if (kind === "kafka") await this.#withinKafka(name, service);
    const hasWorkers =
      kind === "kafka" && isJsonObject(settings) && settings.kafka_connect === true;
    if (kind === "kafka_connect" || hasWorkers) await this.#connectors(name);
  }

  #integrationsOf(service: JsonBody): void {
    for (const each of listOf(service, "service_integrations")) {
      const uuid = String(each.service_integration_id);
      if (this.#integrations.has(uuid)) continue;
      this.#integrations.add(uuid);
      const { integration_type: kind, source_service: source, dest_service: destination } = each;
      const endpoint = (id: Json | undefined) => (id ? `${this.project}/${String(id)}` : null);
      const name = [source, destination ?? String(kind)].filter(Boolean).join("_");
      this.#add("aiven_service_integration", name, `${this.project}/${uuid}`, {
        project: this.project,
        integration_type: kind ?? "",
        source_service_name: source ?? null,
        source_service_project: each.source_project ?? null,
        destination_service_name: destination ?? null,
        destination_service_project: each.dest_project ?? null,
        source_endpoint_id: endpoint(each.source_endpoint_id),
        destination_endpoint_id: endpoint(each.dest_endpoint_id),
        [`${String(kind)}_user_config`]: isJsonObject(each.user_config)
          ? [userConfig(each.user_config)]
          : [],
      });
    }
  }

  async #withinPostgres(service: string, body: JsonBody): Promise<void> {
    for (const { database_name: name } of listOf(await this.#get(service, "db"), "databases")) {
      if (typeof name !== "string" || ownDatabases.includes(name)) continue;
      this.#within("aiven_pg_database", service, name, { database_name: name });
    }
    for (const user of listOf(body, "users")) {
      const { username, access_control: control } = user;
      if (typeof username !== "string" || username === administrator) continue;
      const may = isJsonObject(control) ? (control.pg_allow_replication ?? null) : null;
      const given = { username, pg_allow_replication: may };
      this.#within("aiven_pg_user", service, username, given);
    }
    for (const pool of listOf(body, "connection_pools")) {
      const { pool_name: name, database, ...others } = pool;
      const given = { ...others, pool_name: name ?? "", database_name: database ?? "" };
      this.#within("aiven_connection_pool", service, String(name), given);
    }
  }

  async #withinKafka(service: string, body: JsonBody): Promise<void> {
    for (const { username } of listOf(body, "users")) {
      if (typeof username !== "string" || username === administrator) continue;
      this.#within("aiven_kafka_user", service, username, { username });
    }
    for (const acl of listOf(body, "acl")) {
      // made with the service: the provider's argument default_acl
      if (typeof acl.id !== "string" || acl.id === "default") continue;
      this.#within("aiven_kafka_acl", service, acl.id, acl);
    }
    const topics = listOf(await this.#get(service, "topic"), "topics");
    const own = topics.filter(({ topic_name: name }) => String(name).startsWith("_"));
    for (const { topic_name: name } of topics.filter((each) => !own.includes(each))) {
      await this.#topic(service, String(name));
    }
    if (own.length > 0) {
      const names = own.map((each) => String(each.topic_name)).join(", ");
      const what = `topics that Kafka and its services keep for themselves: ${names}`;
      this.remarks.push({ kind: "left out", where: service, what });
    }
  }

  async #topic(service: string, name: string): Promise<void> {
    const { topic } = await this.#get(service, "topic", name);
    const {
      partitions,
      replication,
      config,
      tags,
      topic_description: about,
    } = isJsonObject(topic) ? topic : {};
    // each setting says where it comes from: only what was set on the topic is the topic's
    const set = Object.entries(isJsonObject(config) ? config : {}).flatMap(
      ([setting, given]): [string, Json][] =>
        isJsonObject(given) && given.source === "topic_config" && given.value !== undefined
          ? [[setting, String(given.value)]]
          : [],
    );
    this.#within("aiven_kafka_topic", service, name, {
      topic_name: name,
      partitions: Array.isArray(partitions) ? partitions.length : (partitions ?? null),
      replication: replication ?? null,
      topic_description: about ?? null,
      tag: tags ?? [],
      config: set.length === 0 ? [] : [Object.fromEntries(set)],
    });
  }

  async #connectors(service: string): Promise<void> {
    const found = listOf(await this.#get(service, "connectors"), "connectors");
    for (const { name, config } of found) {
      const given = { connector_name: name ?? "", config: isJsonObject(config) ? config : {} };
      this.#within("aiven_kafka_connector", service, String(name), given);
    }
  }

  #get(service: string, ...path: readonly string[]): Promise<JsonBody> {
    return this.api.get("project", this.project, "service", service, ...path);
  }

  #within(type: string, service: string, name: string, attributes: JsonBody): void {
    this.#add(type, name, `${this.project}/${service}/${name}`, {
      ...attributes,
      project: this.project,
      service_name: service,
    });
  }

  #add(type: string, name: string, id: string, attributes: JsonBody): void {
    const wanted = name.replace(/[^A-Za-z0-9_-]+/g, "_").replace(/^(?=[^A-Za-z_])/, "_");
    const own = freeName(wanted, (each) => this.#names.has(`${type}.${each}`));
    this.#names.add(`${type}.${own}`);
    const resource = { mode: "managed", type } as const;
    const body = argumentsOf(resource, attributes);
    this.known.push({ resource: { ...resource, name: own, body, id }, attributes });
  }
}

/** As the provider has it: dots in names are spelt out, and networks that are objects are a block. */
function userConfig(given: JsonBody): JsonBody {
  const { ip_filter: networks, ...others } = given;
  const list = Array.isArray(networks) ? networks : [];
  const isEverybody = list.every((each) => each === "0.0.0.0/0" || each === "::/0");
  const block: JsonBody = list.some(isJsonObject)
    ? { ip_filter_object: list }
    : { ip_filter: list };
  return {
    ...(spelt(others) as JsonBody),
    // Aiven answers with its own default, too
    ...(isEverybody ? {} : block),
  };
}

function spelt(given: Json): Json {
  if (Array.isArray(given)) return given.map(spelt);
  if (!isJsonObject(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.replaceAll(".", "__dot__"), spelt(value)]),
  );
}
