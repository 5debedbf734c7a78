import { notKnownYet } from "../../aiven/rules/rule";
import { readKafkaConnect } from "../../aiven/terraform/from-terraform";
import { defaultDebezium, lifetimeOf } from "../../aiven/facts/versions";
import { Misuse } from "../../base/user-error";
import { propertyChanges, type PropertyChange } from "../../debezium/properties/upgrade";
import {
  type DebeziumVersion,
  debeziumVersions,
  postgresConnectorClass,
} from "../../debezium/versions";
import type { StackResource } from "../../stack/resources";
import type { Stack } from "../../stack/synthesize";
import { isUnknown, type Values } from "../../stack/values";

/** A connector whose workers are to run another Debezium. */
export interface PlannedUpgrade {
  /** The stack of the connector, and its name in there. */
  readonly stack: string;
  readonly resource: string;
  readonly connector: string;
  readonly from: DebeziumVersion;
  readonly changes: readonly PropertyChange[];
  readonly workers: Workers;
}

/** The service that runs a connector. */
export interface Workers {
  readonly stack: string;
  readonly type: WorkersType;
  readonly resource: string;
}

/** Where each type of service has the versions of its plugins. */
export const pinnedIn = {
  aiven_kafka_connect: { block: "kafka_connect_user_config", argument: "plugin_versions" },
  aiven_kafka: { block: "kafka_user_config", argument: "kafka_connect_plugin_versions" },
} as const;

type WorkersType = keyof typeof pinnedIn;

interface InStack {
  readonly stack: string;
  readonly resource: StackResource;
}

/**
 * What an app's connectors for PostgreSQL meet on the way to another Debezium.
 * @throws UserError where there is nothing to upgrade, or the app does not have the workers
 */
export function plannedUpgrades(
  stacks: readonly Stack[],
  target: DebeziumVersion,
  asOf: Date,
): PlannedUpgrade[] {
  const all = stacks.flatMap(({ name, resources }) =>
    resources.map((resource): InStack => ({ stack: name, resource })),
  );
  const connectors = all.filter(
    ({ resource: { type, values } }) =>
      type === "aiven_kafka_connector" &&
      configOf(values)["connector.class"] === postgresConnectorClass,
  );
  if (connectors.length === 0) {
    throw new Misuse(
      "Nothing to upgrade: the app has no connector of Debezium's for PostgreSQL; name another app with --app FILE",
    );
  }
  const upgrades = connectors.map(({ stack, resource }): PlannedUpgrade => {
    const { connector_name: name } = resource.values;
    const connector = typeof name === "string" ? name : resource.name;
    const workers = workersOf(resource.values, all, connector);
    const from = versionOf(workers.resource, asOf);
    return {
      ...{ stack, resource: resource.name, connector, from },
      changes: propertyChanges(from, target, checked(configOf(resource.values))),
      workers: {
        stack: workers.stack,
        type: workers.resource.type as WorkersType,
        resource: workers.resource.name,
      },
    };
  });
  const behind = upgrades.filter(({ from }) => from !== target);
  if (behind.length > 0) return behind;
  throw new Misuse(
    `Nothing to upgrade: every connector of the app runs Debezium ${target} already; name another version with --debezium`,
  );
}

/** The lines to read before anything starts. */
export function upgradeLines(
  upgrades: readonly PlannedUpgrade[],
  target: DebeziumVersion,
): string[] {
  return [
    ...upgrades.flatMap(({ connector, from, changes }) => [
      `connector ${connector}: Debezium ${from} to ${target}, ${summaryOf(changes)}`,
      ...changes.map(({ kind, message }) => `  ${labels[kind]}: ${message}`),
    ]),
    ...(lifetimeOf("debezium", target)?.announced
      ? [
          `Aiven has announced Debezium ${target} without a day, and may not offer it yet: this rehearses what its day will bring`,
        ]
      : []),
  ];
}

const labels: Readonly<Record<PropertyChange["kind"], string>> = {
  dropped: "dropped",
  renamed: "renamed",
  value: "value no longer allowed",
  default: "default changed",
};

function summaryOf(changes: readonly PropertyChange[]): string {
  const counts = Object.entries(labels).map(([kind, label]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return `${count} ${label}`;
  });
  return changes.length === 0
    ? "no property of it dropped or renamed, no default changed"
    : counts.filter((text) => !text.startsWith("0 ")).join(", ");
}

function configOf({ config }: Values): Values {
  return typeof config === "object" && config !== null && !Array.isArray(config) ? config : {};
}

function checked(config: Values) {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      isUnknown(value) || value === null ? undefined : String(value),
    ]),
  );
}

function workersOf(connector: Values, all: readonly InStack[], name: string): InStack {
  const { project, service_name: service } = connector;
  const services = all.filter(
    ({ resource: { type, values } }) =>
      type === "aiven_kafka_connect" || (type === "aiven_kafka" && runsConnect(values)),
  );
  const isNamed = ({ resource: { values } }: InStack) =>
    values.service_name === service && values.project === project;
  // a reference to another stack's service is known to Terraform only
  const found = isUnknown(service) ? services.length === 1 && services[0] : services.find(isNamed);
  if (found) return found;
  throw new Misuse(
    `Connector ${name} runs on workers that this app does not make${isUnknown(service) ? ", or that it does not name" : ""}: their Debezium is pinned where they are made; upgrade the app that makes them`,
  );
}

function runsConnect({ kafka_user_config: blocks }: Values): boolean {
  return blockOf(blocks)?.kafka_connect === true;
}

function blockOf(blocks: Values[string]): Values | undefined {
  const [block] = Array.isArray(blocks) ? blocks : [];
  return typeof block === "object" && block !== null && !Array.isArray(block) ? block : undefined;
}

function versionOf({ type, name, values }: StackResource, asOf: Date): DebeziumVersion {
  const { block, argument } = pinnedIn[type as WorkersType];
  const plugins = blockOf(values[block])?.[argument];
  const { debeziumVersion: pinned } = readKafkaConnect(
    { kafka_connect_user_config: [{ plugin_versions: plugins }] },
    isUnknown,
  );
  const version = pinned === notKnownYet ? "known after apply" : (pinned ?? defaultDebezium(asOf));
  const known = debeziumVersions.find((each) => each === version);
  if (known !== undefined) return known;
  throw new Misuse(
    `${type}.${name} is pinned to Debezium ${version}, which this project cannot rehearse; pin one of ${debeziumVersions.join(", ")}`,
  );
}
