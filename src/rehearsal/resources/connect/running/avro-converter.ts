import { apicurioAvroConverter } from "../../../engines/connect/service-manifest";
import { converterPath } from "../../../engines/registry/registry";
import type { KafkaService } from "../../../cloud/services";
import type { LocalCloud } from "../../../cloud/local-cloud";
import { ApiError } from "../../../provider/resource-handler";

type Config = Readonly<Record<string, string>>;

/** Aiven's workers have Confluent's converter; Maven Central has one of Apicurio that writes the same. */
export const confluentAvroConverter = "io.confluent.connect.avro.AvroConverter";

/** Confluent's, whose formats nothing on Maven Central writes. */
export const unwritable: readonly string[] = [
  "io.confluent.connect.json.JsonSchemaConverter",
  "io.confluent.connect.protobuf.ProtobufConverter",
];

const roles = ["key", "value"] as const;

/** The classes that a connector names for its keys and values. */
export function convertersIn(config: Readonly<Record<string, string | undefined>>): string[] {
  return roles.flatMap((role) => config[`${role}.converter`] ?? []);
}

/** Where its Avro converters look for schemas. */
export function registriesIn(config: Readonly<Record<string, string | undefined>>): string[] {
  return roles
    .filter((role) => config[`${role}.converter`] === confluentAvroConverter)
    .flatMap((role) => config[`${role}.converter.schema.registry.url`]?.split(",") ?? []);
}

/**
 * What a connector's workers run in place of Confluent's converters, by the properties' names.
 *
 * @param config with the values of the secrets that it refers to
 * @returns undefined for a connector without any
 */
export async function apicurioConverters(
  cloud: LocalCloud,
  config: Config,
  progress: (message: string) => void,
): Promise<Config | undefined> {
  const avro = roles.filter((role) => config[`${role}.converter`] === confluentAvroConverter);
  if (avro.length === 0) return undefined;
  const translated = avro.map((role) => translate(cloud, `${role}.converter`, config));
  for (const { registry } of translated) await registry.start();
  const without = [...new Set(translated.flatMap(({ without: names }) => names))];
  if (without.length > 0) {
    progress(
      `the rehearsal's converter for Avro has no ${without.join(", ")}: without effect here`,
    );
  }
  return Object.assign({}, ...translated.map(({ properties }) => properties)) as Config;
}

/** Everything about converters that Apicurio's take the place of. */
export function isReplaced(config: Config, name: string): boolean {
  return roles.some(
    (role) =>
      config[`${role}.converter`] === confluentAvroConverter &&
      (name === `${role}.converter` || name.startsWith(`${role}.converter.`)),
  );
}

const strategies: Readonly<Record<string, string>> = {
  TopicNameStrategy: "io.apicurio.registry.serde.strategy.TopicIdStrategy",
  RecordNameStrategy: "io.apicurio.registry.serde.avro.strategy.QualifiedRecordIdStrategy",
};

/** Read elsewhere, or no matter in a rehearsal. */
const settled =
  /^(schema\.registry\.(url|basic\.auth\.user\.info)|basic\.auth\.(credentials\.source|user\.info)|schemas\.cache\.size|max\.schemas\.per\.subject|auto\.register\.schemas|use\.latest\.version|enhanced\.avro\.schema\.support|connect\.meta\.data)$/;

function translate(cloud: LocalCloud, prefix: string, config: Config) {
  const own = Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) =>
      name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length + 1), value]] : [],
    ),
  );
  const { registry, login } = registryOf(cloud, prefix, own);
  const role = prefix.startsWith("key") ? "key" : "value";
  const strategyName = `${role}.subject.name.strategy`;
  const strategy = own[strategyName]?.split(".").at(-1) ?? "TopicNameStrategy";
  const isKnown = Object.hasOwn(strategies, strategy);
  const converter: Record<string, string> = {
    "apicurio.registry.url": `${registry.url}${converterPath}`,
    "apicurio.auth.username": login.username,
    "apicurio.auth.password": login.password,
    // a zero and four bytes of an id before each record, and nothing in headers
    "apicurio.registry.as-confluent": "true",
    "apicurio.registry.use-id": "contentId",
    "apicurio.registry.headers.enabled": "false",
    "apicurio.registry.artifact-resolver-strategy": String(
      strategies[isKnown ? strategy : "TopicNameStrategy"],
    ),
    "apicurio.registry.auto-register": own["auto.register.schemas"] ?? "true",
    "apicurio.registry.auto-register.if-exists": "RETURN_OR_UPDATE",
    "apicurio.registry.find-latest": own["use.latest.version"] ?? "false",
  };
  for (const name of ["enhanced.avro.schema.support", "connect.meta.data"]) {
    if (own[name] !== undefined) converter[name] = own[name];
  }
  const properties = Object.entries(converter).map(([name, value]) => [`${prefix}.${name}`, value]);
  const without = Object.keys(own).filter(
    (name) => !settled.test(name) && !(name === strategyName && isKnown),
  );
  return {
    registry,
    properties: { [prefix]: apicurioAvroConverter, ...Object.fromEntries(properties) } as Config,
    without: without.map((name) => `${prefix}.${name}`),
  };
}

function registryOf(cloud: LocalCloud, prefix: string, own: Config) {
  const name = `${prefix}.schema.registry.url`;
  const [written = ""] = (own["schema.registry.url"] ?? "").split(",");
  if (!URL.canParse(written)) {
    throw new ApiError(
      "Invalid connector configuration",
      `${name} must be the address of a schema registry; write the Kafka's, schema_registry_uri`,
      ["config"],
    );
  }
  const url = new URL(written);
  const kafka = cloud.services.find(
    (service): service is KafkaService =>
      service.type === "kafka" && String(service.registry?.port) === url.port,
  );
  if (!kafka?.registry) {
    throw new ApiError(
      "Schema registry is not available",
      `${name} leads to ${url.host}, where no registry of this rehearsal is; write the Kafka's, schema_registry_uri, and set schema_registry = true in its kafka_user_config`,
      ["config"],
    );
  }
  const info = own["basic.auth.user.info"] ?? own["schema.registry.basic.auth.user.info"];
  const fromUrl = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const isUrl = (own["basic.auth.credentials.source"] ?? "URL") === "URL";
  const [, username = "", password = ""] =
    /^([^:]*):([^]*)$/.exec(isUrl || info === undefined ? fromUrl : info) ?? [];
  return { registry: kafka.registry, login: { username, password } };
}
