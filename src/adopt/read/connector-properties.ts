import { compareVersions } from "../../aiven/facts/versions";
import { checkProperties } from "../../debezium/properties/check";
import { propertyChanges, renamedConfig } from "../../debezium/properties/upgrade";
import { type DebeziumVersion, debeziumVersions, newestDebezium } from "../../debezium/versions";
import type { Remark } from "../model/configuration";

/** A connector's configuration as JSON has it. */
export type ConnectorJson = Readonly<Record<string, string | number | boolean>>;

/** Adds a line on a property to the report. */
export type AddRemark = (kind: Remark["kind"], property: string, what: string) => void;

/** The newest version whose words a configuration is written in, as far as they tell. */
export function versionOf(config: ConnectorJson): DebeziumVersion {
  const counted = [...debeziumVersions]
    .reverse()
    .filter((version) => compareVersions(version, newestDebezium) <= 0)
    .map((version) => ({ version, faults: checkProperties(version, config).length }));
  const fewest = Math.min(...counted.map(({ faults }) => faults));
  return counted.find(({ faults }) => faults === fewest)?.version ?? newestDebezium;
}

/** The configuration in the words of another version; what has no such word there stays, and is named. */
export function inTheWordsOf(
  version: DebeziumVersion,
  config: ConnectorJson,
  remark: AddRemark,
): ConnectorJson {
  const from = versionOf(config);
  const changes = from === version ? [] : propertyChanges(from, version, config);
  for (const { kind, property, message, write } of changes) {
    if (kind === "default") continue;
    if (write === undefined) remark("kept", property, message);
    else if (kind === "renamed") remark("renamed", property, `is ${write} in Debezium ${version}`);
    else
      remark("renamed", property, `"${String(config[property])}" becomes "${write}": ${message}`);
  }
  const renamed = renamedConfig(
    config,
    changes.filter(({ kind }) => kind !== "default"),
  );
  const changed = new Set(changes.map(({ property }) => property));
  for (const { property, message } of checkProperties(version, renamed)) {
    if (!changed.has(property)) remark("kept", property, message);
  }
  return renamed;
}
