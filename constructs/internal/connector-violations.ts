import { connectorRules } from "../../src/aiven/rules/connect/connector-rules";
import { connectorFacts } from "../../src/aiven/terraform/connector-subject";
import { findViolations, type RuleContext } from "../../src/aiven/rules/rule";
import { checkProperties } from "../../src/debezium/check";
import {
  type DebeziumVersion,
  debeziumVersions,
  postgresConnectorClass,
} from "../../src/debezium/versions";
import { type CheckedViolation, known } from "./checks";
import { type ConnectorConfig, visibleConfig } from "../connectors/connector-config";

export interface CheckedConnector {
  readonly connectorName: string;
  readonly version: DebeziumVersion;
  readonly config: ConnectorConfig;
}

/** What the connector itself and the platform would not take, or take to the user's harm. */
export function connectorViolations(
  connector: CheckedConnector,
  context: RuleContext,
): CheckedViolation[] {
  const config = visibleConfig(connector.config);
  const isDebezium = config["connector.class"] === postgresConnectorClass;
  const version = debeziumVersions.find((each) => each === connector.version);
  return [
    // of a version that is not offered, the workers tell
    ...(isDebezium && version ? checkProperties(version, config) : []),
    ...findViolations(
      connectorRules,
      connectorFacts({ connectorName: known(connector.connectorName), config }),
      context,
    ),
  ];
}
