import { KafkaSchema } from "@cdktf/provider-aiven/lib/kafka-schema";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { IKafka } from "../services/interfaces";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";

/**
 * Which changes of a schema the registry takes. `BACKWARD`: who knows the new one reads what was
 * written with the last; `FORWARD`: the other way round; `FULL`: both; `…_TRANSITIVE`: with all before,
 * not just the last.
 */
export type Compatibility =
  | "BACKWARD"
  | "BACKWARD_TRANSITIVE"
  | "FORWARD"
  | "FORWARD_TRANSITIVE"
  | "FULL"
  | "FULL_TRANSITIVE"
  | "NONE";

export interface SchemaSubjectProps {
  /** Its registry must be on: `schemaRegistry`. */
  readonly kafka: IKafka;
  /** What the schema is kept under: `<topic>-key` or `<topic>-value`, as converters and clients look it up. */
  readonly subject: string;
  /** The schema itself: an object, or the text of one; of Protobuf a text. */
  readonly schema: string | object;
  /** @default "AVRO" */
  readonly type?: "AVRO" | "JSON" | "PROTOBUF";
  /** @default - the registry's own, BACKWARD */
  readonly compatibility?: Compatibility;
}

/**
 * A schema in Karapace, the registry of a Kafka (Terraform: `aiven_kafka_schema`). Kafka Connect
 * registers schemas by itself; one that is made beforehand fixes what events may become.
 */
export class SchemaSubject extends Construct {
  readonly resource: KafkaSchema;

  constructor(scope: Construct, id: string, props: SchemaSubjectProps) {
    super(scope, id);
    const { kafka, subject, schema, type, compatibility } = props;
    this.resource = new KafkaSchema(this, "Default", {
      project: kafka.project,
      serviceName: kafka.serviceName,
      subjectName: subject,
      schema: typeof schema === "string" ? schema : JSON.stringify(schema),
      schemaType: type,
      compatibilityLevel: compatibility,
    });
    checkAtSynth(this, () => schemaViolations(props));
  }
}

function schemaViolations({ schema, type }: SchemaSubjectProps): ConstructViolation[] {
  if (typeof schema !== "string" || Token.isUnresolved(schema)) {
    return type === "PROTOBUF" && typeof schema === "object"
      ? [
          violation(
            "schema-text",
            "schema must be a text in Protobuf, got an object; write its .proto",
          ),
        ]
      : [];
  }
  if (type === "PROTOBUF") return [];
  try {
    JSON.parse(schema);
    return [];
  } catch {
    const advice = type === undefined ? '; write it as an object, or set type to "PROTOBUF"' : "";
    return [
      violation(
        "schema-text",
        `schema of type ${type ?? "AVRO"} must be JSON, got a text that is none${advice}`,
      ),
    ];
  }
}
