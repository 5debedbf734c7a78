import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { bodiesOf, type BlockSchema } from "../model/schema";
import { type Code, objectOf } from "./code";
import type { Scope } from "./scope";
import type { ServiceConstruct, Settings } from "./services";
import { type Props, propsOf } from "./values";

export const services: Readonly<Record<string, ServiceConstruct>> = {
  aiven_pg: { name: "Postgres", block: "pg_user_config", settings: ofPostgres },
  aiven_kafka: { name: "Kafka", block: "kafka_user_config", settings: ofKafka },
  aiven_kafka_connect: {
    name: "KafkaConnect",
    block: "kafka_connect_user_config",
    settings: ofKafkaConnect,
  },
};

function ofPostgres(config: JsonBody, schema: BlockSchema, scope: Scope): Settings | undefined {
  const { pg_version: version, pg, ...others } = config;
  const { max_slot_wal_keep_size: keep, ...server } = only(pg);
  const own = within(
    { pg_version: version, pg: given("max_slot_wal_keep_size", keep) },
    schema,
    scope,
  );
  const rest = within({ ...others, pg: server }, schema, scope);
  if (rest.unknown.length > 0 || !isWhole(own)) return undefined;
  return {
    props: [
      ["pgVersion", entry(own, "pgVersion")],
      ["maxSlotWalKeepMb", entry(nested(own, "pg"), "maxSlotWalKeepSize")],
      ["userConfig", filled(rest)],
    ],
    overrides: inBlock("pg_user_config", rest),
  };
}

/** What the construct always writes: without one of them, it would not be the same. */
const alwaysOfKafka = ["kafka_rest", "kafka_connect", "schema_registry"] as const;
const alwaysOfBrokers = [
  "auto_create_topics_enable",
  "num_partitions",
  "default_replication_factor",
  "min_insync_replicas",
] as const;

function ofKafka(config: JsonBody, schema: BlockSchema, scope: Scope): Settings | undefined {
  if (typeof config.kafka_version !== "string" && typeof config.kafka_version !== "number") {
    return undefined;
  }
  const { kafka_version: version, kafka, ...rest } = config;
  const { message_max_bytes: most, ...broker } = only(kafka);
  const always = { ...pick(rest, alwaysOfKafka), kafka: pick(broker, alwaysOfBrokers) };
  const own = within(
    {
      ...always,
      kafka_version: version,
      kafka: { ...always.kafka, ...given("message_max_bytes", most) },
    },
    schema,
    scope,
  );
  const userConfig = within(without(rest, alwaysOfKafka), schema, scope);
  const brokerConfig = within({ kafka: without(broker, alwaysOfBrokers) }, schema, scope);
  const whole = within(config, schema, scope);
  if (whole.unknown.length > 0) return undefined;
  const brokers = nested(own, "kafka");
  const missing = [
    ...alwaysOfKafka.filter((name) => !isSwitch(rest[name])),
    ...alwaysOfBrokers.filter((name) => !isKept(name, broker[name])).map((name) => `kafka.${name}`),
    ...(only(rest.kafka_authentication_methods).certificate === undefined
      ? ["kafka_authentication_methods.certificate"]
      : []),
  ];
  return {
    props: [
      ["kafkaVersion", entry(own, "kafkaVersion")],
      ["replicationFactor", entry(brokers, "defaultReplicationFactor")],
      ["minInsyncReplicas", entry(brokers, "minInsyncReplicas")],
      ["partitions", entry(brokers, "numPartitions")],
      ["autoCreateTopics", literalSwitch(broker.auto_create_topics_enable)],
      ["messageMaxBytes", entry(brokers, "messageMaxBytes")],
      ["restApi", literalSwitch(rest.kafka_rest)],
      ["schemaRegistry", literalSwitch(rest.schema_registry)],
      ["kafkaConnect", literalSwitch(rest.kafka_connect)],
      ["userConfig", filled(userConfig)],
      ["brokerConfig", filled(nested(brokerConfig, "kafka"))],
    ],
    ...(missing.length > 0 && {
      exact: {
        put: "putKafkaUserConfig",
        value: { object: whole.entries },
        why: `putKafkaUserConfig keeps the settings as they are; the construct alone would add ${missing.join(", ")}`,
      },
    }),
    overrides: inBlock("kafka_user_config", whole),
  };
}

function ofKafkaConnect(config: JsonBody, schema: BlockSchema, scope: Scope): Settings | undefined {
  const { kafka_connect: workers, plugin_versions: pins, public_access: access, ...rest } = config;
  const { producer_max_request_size: most, ...worker } = only(workers);
  const versions = bodiesOf(pins);
  const [pin] = versions;
  const isPinned = pin?.plugin_name === "debezium-connector" && typeof pin.version === "string";
  if (versions.length > 1 || (versions.length === 1 && !isPinned)) return undefined;
  if (rest.secret_providers !== undefined || rest.dynamic !== undefined) return undefined;
  // above 16 MiB the construct sets the buffer, too
  const setsBuffer = most !== undefined && Number(most) > 16 * 1024 * 1024;
  if (setsBuffer && worker.producer_buffer_memory === undefined) return undefined;
  const { kafka_connect: isOpen, ...otherAccess } = only(access);
  const isPublic = String(isOpen) === "true";
  const own = within({ kafka_connect: given("producer_max_request_size", most) }, schema, scope);
  const workerConfig = within({ kafka_connect: worker }, schema, scope);
  const publicAccess = isPublic || isOpen === undefined ? otherAccess : only(access);
  const userConfig = within({ ...rest, public_access: publicAccess }, schema, scope);
  if ([own, workerConfig, userConfig].some((each) => !isWhole(each))) return undefined;
  return {
    props: [
      [
        "debeziumVersion",
        pin &&
          entry(
            nested(within({ plugin_versions: [pin] }, schema, scope), "pluginVersions"),
            "version",
          ),
      ],
      ["publicRestApi", isPublic ? "true" : undefined],
      ["producerMaxRequestSize", entry(nested(own, "kafkaConnect"), "producerMaxRequestSize")],
      ["workerConfig", filled(nested(workerConfig, "kafkaConnect"))],
      ["userConfig", filled(userConfig)],
    ],
    overrides: [],
  };
}

/** The props of a part of the settings, empty blocks left out. */
function within(
  config: Readonly<Record<string, Json | undefined>>,
  schema: BlockSchema,
  scope: Scope,
) {
  const given = Object.entries(config).flatMap(([name, value]): [string, Json][] => {
    if (value === undefined) return [];
    if (!isJsonObject(value)) return [[name, value]];
    const body = Object.entries(value).filter(([, each]) => (each as unknown) !== undefined);
    return body.length === 0 ? [] : [[name, Object.fromEntries(body)]];
  });
  return propsOf(Object.fromEntries(given), schema, scope);
}

function isWhole({ overrides, unknown }: Props): boolean {
  return overrides.length === 0 && unknown.length === 0;
}

function only(value: Json | undefined): JsonBody {
  return bodiesOf(value)[0] ?? {};
}

function pick(body: JsonBody, names: readonly string[]): JsonBody {
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

function without(body: JsonBody, names: readonly string[]): JsonBody {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

function entry({ entries }: Pick<Props, "entries">, name: string): Code | undefined {
  return entries.find(([each]) => each === name)?.[1];
}

function nested(props: Pick<Props, "entries">, name: string): Pick<Props, "entries"> {
  const code = entry(props, name);
  if (code === undefined || typeof code === "string") return { entries: [] };
  if ("object" in code) return { entries: code.object };
  const [first] = "array" in code ? code.array : [];
  return first && typeof first !== "string" && "object" in first
    ? { entries: first.object }
    : { entries: [] };
}

function filled({ entries }: Pick<Props, "entries">): Code | undefined {
  return entries.length === 0 ? undefined : objectOf(entries);
}

function inBlock(block: string, { overrides }: Props): Settings["overrides"] {
  return overrides.map(([path, value]) => [`${block}.${path}`, value]);
}

function isSwitch(value: Json | undefined): boolean {
  return /^(true|false)$/.test(String(value));
}

/** Whether the construct's own prop can say it. */
function isKept(name: string, value: Json | undefined): boolean {
  return name === "auto_create_topics_enable" ? isSwitch(value) : value !== undefined;
}

function given(name: string, value: Json | undefined): JsonBody {
  return value === undefined ? {} : { [name]: value };
}

/** The construct takes a switch that is known, and leaves any other to the settings in full. */
function literalSwitch(value: Json | undefined): Code | undefined {
  return isSwitch(value) ? String(value) : undefined;
}
