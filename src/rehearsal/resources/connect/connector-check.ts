import { connectorRules } from "../../../aiven/rules/connect/connector-rules";
import { connectorAttributes, readConnector } from "../../../aiven/terraform/from-terraform";
import { formatViolation } from "../../../aiven/rules/rule";
import { defaultDebezium } from "../../../aiven/facts/versions";
import { requiredOf } from "../../../debezium/properties/catalogue";
import { checkProperties, isProperty } from "../../../debezium/properties/check";
import {
  type DebeziumVersion,
  debeziumVersions,
  postgresConnectorClass,
} from "../../../debezium/versions";
import type { Diagnostic } from "../../provider/resource-handler";
import type { LocalCloud } from "../../cloud/local-cloud";
import { fileViolations } from "./connector-files";
import { plannedPlace } from "./connector-place";
import { secretDiagnostics } from "./connector-secrets";
import { diagnosticsOf } from "../rules";
import { withoutAddressElsewhere } from "../../stand-ins/external-postgres";
import { isUnknown, type Planned, type Values } from "../../../stack/values";

export interface ConnectorState extends Values {
  project: string;
  service_name: string;
  connector_name: string;
  config: Record<string, string>;
}

/** What the platform's rules and the connector itself say of a configuration, before it is made. */
export function checkConnector(planned: Planned<ConnectorState>, cloud: LocalCloud): Diagnostic[] {
  const { config } = planned;
  const isRun = isUnknown(config) || !config || plannedPlace(config).isRun;
  return [
    ...diagnosticsOf(
      { cloud, isNew: true },
      connectorRules,
      { ...readConnector(planned, isUnknown), debeziumVersion: versionOf(planned, cloud) },
      connectorAttributes,
    ),
    ...propertyDiagnostics(planned, cloud),
    // of one that runs nowhere, nothing reads a file or a secret
    ...(isRun ? [...fileDiagnostics(planned), ...secretDiagnostics(planned, cloud)] : []),
  ];
}

function fileDiagnostics({ config }: Planned<ConnectorState>): Diagnostic[] {
  if (isUnknown(config) || !config) return [];
  const read = isUnknown(config["database.hostname"])
    ? config
    : withoutAddressElsewhere(config as ConnectorState["config"]);
  return fileViolations(read).map(({ property, message }) => ({
    severity: "error",
    summary: "A file outside the rehearsal",
    detail: message,
    attribute: ["config", property],
  }));
}

/**
 * A key that the connector does not know passes in silence for ever: a warning. A value that it
 * does not take, or one that is missing, is what Aiven refuses.
 */
function propertyDiagnostics(
  { config, ...planned }: Planned<ConnectorState>,
  cloud: LocalCloud,
): Diagnostic[] {
  const version = versionOf(planned, cloud);
  if (isUnknown(config) || !config || version === undefined) return [];
  const written = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, isUnknown(value) ? undefined : value]),
  );
  if (written["connector.class"] !== postgresConnectorClass) return [];
  return checkProperties(version, written).map((violation) => {
    const { property, severity, write } = violation;
    const isMissing = write !== undefined && requiredOf(version).includes(write);
    const isRefused = severity === "error" && (isMissing || isProperty(version, property));
    return {
      severity: isRefused ? "error" : "warning",
      summary: isRefused ? "Invalid connector configuration" : "A property without effect",
      detail: formatViolation(violation),
      attribute: Object.hasOwn(written, property) ? ["config", property] : ["config"],
    };
  });
}

/** The version that the workers are, or in the same plan will be, pinned to. */
function versionOf(
  { project, service_name: service }: Planned<Omit<ConnectorState, "config">>,
  cloud: LocalCloud,
): DebeziumVersion | undefined {
  const pinned = cloud.plannedFacts.debezium.get(
    isUnknown(project) || isUnknown(service) ? undefined : `${project}/${service}`,
  );
  const version = pinned ?? defaultDebezium(cloud.asOf);
  return debeziumVersions.find((each) => each === version);
}
