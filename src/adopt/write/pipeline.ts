import { newestDebezium, postgresConnectorClass } from "../../debezium/versions";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { type AdoptedResource } from "../model/configuration";
import { isLiteral } from "../model/expressions";
import { isPlain, type Resolver, serviceKey } from "../model/relations";
import { bodiesOf } from "../model/schema";
import { versionOf, type ConnectorJson } from "../read/connector-properties";
import { type Code, objectOf, quoted } from "./code";
import { plain } from "./plain";
import type { Scope } from "./scope";
import {
  created,
  importOf,
  metaOf,
  type Placed,
  type Statement,
  withoutMeta,
  type Written,
} from "./statement";
import { mapOf, text } from "./values";

/** The services that are constructs, by what names them. */
export type Constructs = ReadonlyMap<string, AdoptedResource>;

interface Context {
  readonly scope: Scope;
  readonly resolver: Resolver;
  /** Declared by now: the address of each by its {@link serviceKey}. */
  readonly services: ReadonlyMap<string, string>;
}

/** A service, made or looked up, that is a construct: its constant. */
function constructAt(
  { scope, resolver, services }: Context,
  type: string,
  project: Json | undefined,
  name: Json | undefined,
): string | undefined {
  const address = services.get(serviceKey(resolver, type, project, name));
  const declared = address === undefined ? undefined : scope.at(address);
  return declared?.construct === undefined ? undefined : declared.constant;
}

/** A service that is looked up, as the construct's own look-up. */
export function lookup(
  resource: AdoptedResource,
  { constant, id, scope: within }: Placed,
  scope: Scope,
): Written | undefined {
  const classes: Readonly<Record<string, string>> = {
    aiven_pg: "Postgres",
    aiven_kafka: "Kafka",
    aiven_kafka_connect: "KafkaConnect",
  };
  const name = classes[resource.type];
  const { project, service_name: service, ...others } = resource.body;
  if (name === undefined || Object.keys(others).length > 0) return undefined;
  if (typeof project !== "string" || typeof service !== "string") return undefined;
  const creation: Code = {
    call: `${scope.import("#constructs", name)}.fromLookup`,
    args: [
      within,
      quoted(id),
      objectOf([
        ["project", text(project, scope)],
        ["serviceName", text(service, scope)],
      ]),
    ],
  };
  // what a look-up has of its service beyond the construct's interface stays an expression
  scope.declare({ resource, constant, construct: name });
  return { statement: { comments: [], constant, creation, more: [] }, remarks: [] };
}

/** A connector of any kind on workers that are a construct. */
export function connector(
  resource: AdoptedResource,
  placed: Placed,
  context: Context,
): Written | undefined {
  const { constant } = placed;
  const { scope } = context;
  const {
    project,
    service_name: service,
    connector_name: name,
    config,
    ...others
  } = withoutMeta(resource.body);
  const workers = constructAt(context, "aiven_kafka_connect", project, service);
  const isOther = Object.keys(others).length > 0;
  if (workers === undefined || isOther || !isPlain(resource)) return undefined;
  if (!isJsonObject(config) || typeof name !== "string") return undefined;
  if (Object.keys(config).some((key) => !isLiteral(key))) return undefined;
  const properties = mapOf(config, "any", scope);
  if (!properties) return undefined;
  const version = debeziumVersionOf(config);
  scope.use(workers);
  const bindings = `${constant}.resource`;
  scope.declare({ resource, constant, bindings });
  const statement: Statement = {
    comments: [],
    constant,
    creation: created(scope.import("#constructs", "VerbatimConnector"), placed, [
      ["connectorName", text(name, scope)],
      ["debeziumVersion", version === undefined ? undefined : quoted(version)],
      ["config", properties],
    ]),
    more: [
      { call: `${workers}.addSource`, args: [constant] },
      ...metaOf(resource, bindings, scope, (meta, given) => isOrder(meta, given, context)),
      ...importOf(resource, bindings, scope),
    ],
  };
  return { statement, remarks: [] };
}

/** In whose words it is written, where that is not the newest. */
function debeziumVersionOf(config: JsonBody): string | undefined {
  if (config["connector.class"] !== postgresConnectorClass) return undefined;
  const known = Object.entries(config).filter(([, value]) => isLiteral(value));
  const version = versionOf(Object.fromEntries(known) as ConnectorJson);
  return version === newestDebezium ? undefined : version;
}

/** The workers see to it that connectors come after their integrations. */
function isOrder(name: string, given: Json, { scope }: Context): boolean {
  if (name !== "depends_on" || !Array.isArray(given)) return false;
  return given.every((each) => {
    const address = String(each).replace(/^\$\{(.*)\}$/, "$1");
    const { resource } = scope.at(address) ?? {};
    return (
      resource?.type === "aiven_service_integration" &&
      resource.body.integration_type === "kafka_connect"
    );
  });
}

/** Kafka Connect's integration with its Kafka. */
export function integration(
  resource: AdoptedResource,
  placed: Placed,
  context: Context,
): Written | undefined {
  const { scope } = context;
  const body = withoutMeta(resource.body);
  const { project, integration_type: type, ...ends } = body;
  const { source_service_name: source, destination_service_name: destination } = ends;
  if (type !== "kafka_connect" || !isPlain(resource)) return undefined;
  const workers = constructAt(context, "aiven_kafka_connect", project, destination);
  if (workers === undefined) return undefined;
  const kafka = constructAt(context, "aiven_kafka", project, source);
  const storage = storageOf(ends, scope);
  scope.use(workers);
  if (kafka === undefined || storage === undefined) {
    const { constant } = placed;
    const { statement, remarks } = plain(resource, placed, scope);
    const led: Code = { call: `${workers}.addIntegration`, args: [constant] };
    return { statement: { ...statement, more: [...statement.more, led] }, remarks };
  }
  scope.use(kafka);
  const { constant } = placed;
  const bindings = `${constant}.resource`;
  scope.declare({ resource, constant, construct: "KafkaConnectIntegration", bindings });
  const more = [...metaOf(resource, bindings, scope), ...importOf(resource, bindings, scope)];
  const statement: Statement = {
    comments: [],
    constant,
    creation: created(scope.import("#constructs", "KafkaConnectIntegration"), placed, [
      ["kafka", kafka],
      ["kafkaConnect", workers],
      ["storage", storage],
    ]),
    more,
  };
  return { statement, remarks: [] };
}

/** The construct's prop `storage`, where the settings are that and no more. */
function storageOf(ends: JsonBody, scope: Scope): Code | undefined {
  const names = ["source_service_name", "destination_service_name", "kafka_connect_user_config"];
  if (Object.keys(ends).some((name) => !names.includes(name))) return undefined;
  const [config = {}, ...more] = bodiesOf(ends.kafka_connect_user_config);
  const [storage = {}] = bodiesOf(config.kafka_connect);
  if (more.length > 0 || Object.keys(config).join() !== "kafka_connect") return undefined;
  const props = [
    ["group_id", "groupId"],
    ["config_storage_topic", "configTopic"],
    ["offset_storage_topic", "offsetTopic"],
    ["status_storage_topic", "statusTopic"],
  ] as const;
  const isOther = Object.keys(storage).some((name) => !props.some(([each]) => each === name));
  const given = (name: string) => typeof storage[name] === "string";
  if (isOther || !["group_id", "offset_storage_topic", "status_storage_topic"].every(given)) {
    return undefined;
  }
  return objectOf(
    props.map(([name, prop]) => [
      prop,
      given(name) ? text(String(storage[name]), scope) : undefined,
    ]),
  );
}

/** A user who may replicate and was given nothing else. */
export function replicationUser(
  resource: AdoptedResource,
  placed: Placed,
  context: Context,
): Written | undefined {
  const { constant } = placed;
  const { scope } = context;
  const { project, service_name: service, username, ...others } = withoutMeta(resource.body);
  const { pg_allow_replication: may, ...more } = others;
  const postgres = constructAt(context, "aiven_pg", project, service);
  if (postgres === undefined || String(may) !== "true" || Object.keys(more).length > 0) {
    return undefined;
  }
  if (typeof username !== "string" || !isPlain(resource)) return undefined;
  scope.use(postgres);
  const bindings = `${constant}.resource`;
  scope.declare({ resource, constant, construct: "ReplicationUser", bindings });
  const said = [...metaOf(resource, bindings, scope), ...importOf(resource, bindings, scope)];
  return {
    statement: {
      comments: [],
      constant,
      creation: created(scope.import("#constructs", "ReplicationUser"), placed, [
        ["postgres", postgres],
        ["username", text(username, scope)],
      ]),
      more: said,
    },
    remarks: [],
  };
}
