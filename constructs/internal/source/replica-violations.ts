import { requirement } from "../../../src/aiven/rules/message";
import { type DebeziumVersion, newestDebezium } from "../../../src/debezium/versions";
import { isProperty } from "../../../src/debezium/properties/check";
import type { DebeziumSourceOptions } from "../../connectors/debezium-source-options";
import { type ConstructViolation, violation } from "../checks";
import { primaryOf } from "../made";

type AnyProps = DebeziumSourceOptions & { readonly version?: DebeziumVersion };

/** PostgreSQL decodes its log on a standby from this version on. */
const firstDecoding = 16;

/** What a connector cannot do on a read replica. */
export function replicaViolations(props: AnyProps): ConstructViolation[] {
  const { postgres, version = newestDebezium } = props;
  if (!primaryOf(postgres)) return [];
  const { pgVersion } = postgres as { pgVersion?: string };
  const found: string[] = [];
  if (Number(pgVersion) < firstDecoding) {
    const what = `be at least "${firstDecoding}", because an older PostgreSQL decodes no log on a read replica`;
    found.push(requirement("pgVersion", what, pgVersion, { advice: "read from its primary" }));
  }
  if (!isProperty(version, "read.only")) {
    const what = 'be "2.7.4" or newer, because an older Debezium has no read.only';
    found.push(requirement("version", what, version, { suggestion: newestDebezium }));
  }
  const written = {
    publicationAutocreate:
      props.publicationAutocreate === "filtered"
        ? 'use "disabled", and run what cdc sql prints on the primary'
        : undefined,
    heartbeat:
      props.heartbeat?.actionQuery === undefined
        ? undefined
        : "leave actionQuery out, and emit messages on the primary, for instance by pg_cron",
    signals: props.signals && "leave it out: the table's marks cannot be written there",
  };
  for (const [prop, advice] of Object.entries(written)) {
    if (advice !== undefined) {
      found.push(`${prop} must not write to a read replica, which takes no writes; ${advice}`);
    }
  }
  return found.map((message) => violation("replica-source", message));
}
