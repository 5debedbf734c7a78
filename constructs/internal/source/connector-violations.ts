import { connectorRules } from "../../../src/aiven/rules/connect/connector-rules";
import { connectorFacts } from "../../../src/aiven/terraform/connector-subject";
import { findViolations, type RuleContext } from "../../../src/aiven/rules/rule";
import { checkProperties } from "../../../src/debezium/properties/check";
import {
  type DebeziumVersion,
  debeziumVersions,
  postgresConnectorClass,
} from "../../../src/debezium/versions";
import type { DebeziumSourceOptions } from "../../connectors/debezium-source-options";
import { type ConstructViolation, known, violation } from "../checks";
import { isReference } from "../references";
import { type ConnectorConfig, visibleConfig } from "../../connectors/connector-config";

export interface CheckedConnector {
  readonly connectorName: string;
  readonly version: DebeziumVersion;
  readonly config: ConnectorConfig;
}

/** Names that Terraform alone knows, where others are made of them. */
export function referenceViolations(
  props: Pick<
    DebeziumSourceOptions,
    "connectorName" | "slotName" | "publicationName" | "tables" | "schemas" | "excludeColumns"
  >,
): ConstructViolation[] {
  const rule = "source-names-literal";
  const lists = {
    tables: "public.orders",
    schemas: "public",
    excludeColumns: "public.orders.card",
  } as const;
  return [
    ...(["slotName", "publicationName"] as const)
      .filter((prop) => isReference(props.connectorName) && props[prop] === undefined)
      .map((prop) =>
        violation(
          rule,
          `${prop} must be given where connectorName is a reference, because its default is made from the name; for instance ${prop}: "orders"`,
        ),
      ),
    ...(Object.keys(lists) as (keyof typeof lists)[])
      .filter((prop) => isReference(props[prop]))
      .map((prop) =>
        violation(
          rule,
          `${prop} must be written in the app, got a reference, of which nothing is known at synth; for instance ${prop}: ["${lists[prop]}"]`,
        ),
      ),
  ];
}

/** The violations of the connector's own rules and of the platform's. */
export function connectorViolations(
  connector: CheckedConnector,
  context: RuleContext,
): ConstructViolation[] {
  const config = visibleConfig(connector.config);
  const isDebezium = config["connector.class"] === postgresConnectorClass;
  const version = debeziumVersions.find((each) => each === connector.version);
  return [
    // a version that is not offered is a violation of the workers' rules
    ...(isDebezium && version ? checkProperties(version, config) : []),
    ...findViolations(
      connectorRules,
      connectorFacts({
        connectorName: known(connector.connectorName),
        config,
        debeziumVersion: connector.version,
      }),
      context,
    ),
  ];
}
