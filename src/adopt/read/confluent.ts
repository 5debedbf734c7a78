import { postgresConnectorClass } from "../../debezium/versions";
import type { AddRemark, ConnectorJson } from "./connector-properties";

/** Confluent Cloud's managed connectors for PostgreSQL, both of them Debezium. */
export const confluentClasses: readonly string[] = ["PostgresCdcSource", "PostgresCdcSourceV2"];

/** What belongs to Confluent Cloud rather than to Debezium. */
const ofTheirCloud: readonly (readonly [RegExp, string])[] = [
  [
    /^kafka\.(auth\.mode|api\.key|api\.secret|service\.account\.id|endpoint|region)$/,
    "Aiven's workers log in to their Kafka through the service integration",
  ],
  [/^schema\.context\.name$/, "Karapace, Aiven's registry, has no contexts"],
  [
    /^auto\.restart\.on\.user\.error$/,
    "Aiven restarts a failed connector with _aiven.restart.on.failure",
  ],
  [/^cloud\.(provider|environment)$/, "the Kafka Connect service has its own cloud"],
];

/** Their names of formats, and the converters that Aiven's workers have for them. */
const converters: Readonly<Record<string, { readonly type: string; readonly schemas?: boolean }>> =
  {
    AVRO: { type: "io.confluent.connect.avro.AvroConverter" },
    JSON_SR: { type: "io.confluent.connect.json.JsonSchemaConverter" },
    PROTOBUF: { type: "io.confluent.connect.protobuf.ProtobufConverter" },
    JSON: { type: "org.apache.kafka.connect.json.JsonConverter", schemas: false },
    STRING: { type: "org.apache.kafka.connect.storage.StringConverter" },
  };

/** Theirs, where `true` stands for a transformation. */
const unwrap = {
  "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState",
  "transforms.unwrap.drop.tombstones": "false",
} as const;

/** Where the managed connector differs from Debezium as it is, and does not say so. */
const theirDefaults: Readonly<Record<string, string>> = { "plugin.name": "pgoutput" };

/** The managed connector's configuration as plain Debezium has it. */
export function fromConfluent(config: ConnectorJson, remark: AddRemark): ConnectorJson {
  const adopted: Record<string, string | number | boolean> = {};
  for (const [property, value] of Object.entries(config)) {
    const [, reason] = ofTheirCloud.find(([pattern]) => pattern.test(property)) ?? [];
    if (property === "connector.class") {
      adopted[property] = postgresConnectorClass;
      remark("renamed", property, `"${value}" is Debezium: ${postgresConnectorClass}`);
    } else if (reason !== undefined) {
      remark("left out", property, reason);
    } else if (property === "output.data.format" || property === "output.key.format") {
      Object.assign(adopted, converterOf(property, String(value), remark));
    } else if (property === "after.state.only") {
      if (String(value) === "true")
        remark("renamed", property, `is the transform ${unwrap["transforms.unwrap.type"]}`);
      else remark("left out", property, "false is what Debezium does by itself");
    } else {
      adopted[property] = value;
    }
  }
  if (String(config["after.state.only"]) === "true") {
    const others = String(adopted.transforms ?? "").trim();
    adopted.transforms = others === "" ? "unwrap" : `unwrap,${others}`;
    Object.assign(adopted, unwrap);
  }
  for (const [property, value] of Object.entries(theirDefaults)) {
    if (adopted[property] !== undefined) continue;
    adopted[property] = value;
    remark(
      "renamed",
      property,
      `"${value}" is the managed connector's default, and is written here`,
    );
  }
  return adopted;
}

function converterOf(property: string, format: string, remark: AddRemark): ConnectorJson {
  const role = property === "output.data.format" ? "value" : "key";
  const converter = converters[format.toUpperCase()];
  if (!converter) {
    remark("left out", property, `the format "${format}" is unknown; write ${role}.converter`);
    return {};
  }
  remark("renamed", property, `"${format}" is ${role}.converter ${converter.type}`);
  const own = { [`${role}.converter`]: converter.type };
  if (converter.schemas !== undefined) {
    return { ...own, [`${role}.converter.schemas.enable`]: converter.schemas };
  }
  if (format.toUpperCase() === "STRING") return own;
  remark(
    "next",
    `${role}.converter.schema.registry.url`,
    "the registry was Confluent Cloud's; write Aiven's, schemaRegistryUrl of the Kafka, and basic.auth.credentials.source URL (avro(kafka) does both)",
  );
  return own;
}
