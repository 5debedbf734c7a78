import { connectorRules } from "../src/aiven/connector-rules";
import { connectorFacts } from "../src/aiven/connector-subject";
import { findFaults, type RuleContext } from "../src/aiven/rule";
import { checkProperties } from "../src/debezium/check";
import {
  type DebeziumVersion,
  debeziumVersions,
  postgresConnectorClass,
} from "../src/debezium/versions";
import { type CheckedFault, known } from "./checks";
import { type ConnectorConfig, visibleConfig } from "./connector-config";

export interface CheckedConnector {
  readonly connectorName: string;
  readonly version: DebeziumVersion;
  readonly config: ConnectorConfig;
}

/** What the connector itself and the platform would not take, or take to the user's harm. */
export function connectorFaults(connector: CheckedConnector, context: RuleContext): CheckedFault[] {
  const config = visibleConfig(connector.config);
  const isDebezium = config["connector.class"] === postgresConnectorClass;
  const version = debeziumVersions.find((each) => each === connector.version);
  return [
    // of a version that is not offered, the workers tell
    ...(isDebezium && version ? checkProperties(version, config) : []),
    ...findFaults(
      connectorRules,
      connectorFacts({ connectorName: known(connector.connectorName), config }),
      context,
    ),
  ];
}
