import { connectorRules } from "../../src/aiven/rules/connect/connector-rules";
import { connectorFacts } from "../../src/aiven/terraform/connector-subject";
import { findViolations, type RuleContext } from "../../src/aiven/rules/rule";
import { checkProperties } from "../../src/debezium/properties/check";
import {
  type DebeziumVersion,
  debeziumVersions,
  postgresConnectorClass,
} from "../../src/debezium/versions";
import { type ConstructViolation, known } from "./checks";
import { type ConnectorConfig, visibleConfig } from "../connectors/connector-config";

export interface CheckedConnector {
  readonly connectorName: string;
  readonly version: DebeziumVersion;
  readonly config: ConnectorConfig;
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
      connectorFacts({ connectorName: known(connector.connectorName), config }),
      context,
    ),
  ];
}
