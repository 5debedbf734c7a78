import { prestartBrokers } from "../resources/kafka/kafka";
import { prestartServer } from "../resources/postgres/pg";
import type { ServiceState } from "../resources/service";
import { storageOf } from "../resources/service-integration";
import { plannedPlace } from "../resources/connect/connector-place";
import type { PluginName } from "../engines/fetch/lock";
import { prestartWorker } from "../resources/connect/workers";
import type { StackResource } from "../../stack/resources";
import type { LocalCloud } from "./local-cloud";
import type { Values } from "../../stack/values";

/**
 * Starts the engines that a stack is about to ask for, while Terraform still reads it. What turns
 * out otherwise is started again when Terraform comes to it: nothing but time depends on this.
 */
export function prestart(resources: readonly StackResource[], cloud: LocalCloud): void {
  if (cloud.portHint !== undefined) return; // ports of the user's choice go by Terraform's order
  const services = (type: string) =>
    resources
      .filter((resource) => resource.type === type)
      .map(({ values }) => values)
      .filter(isNamed);

  for (const values of services("aiven_pg")) quietly(prestartServer(cloud, values));
  const clusters = services("aiven_kafka").map((values) => ({
    values,
    addresses: prestartBrokers(cloud, values),
  }));
  for (const { values: integration } of resources) {
    if (integration.integration_type !== "kafka_connect") continue;
    const { project, source_service_name: source, destination_service_name: name } = integration;
    const from = integration.source_service_project ?? project;
    const kafka = clusters.find(({ values }) => isAt(values, from, source));
    const connect = services("aiven_kafka_connect").find((values) => isAt(values, project, name));
    if (!kafka || !connect) continue;
    // The worker waits for its brokers by itself, and has its own start behind it by then.
    const storage = storageOf(integration);
    const { values, addresses } = kafka;
    const plugins = pluginsOf(resources, connect);
    quietly(
      addresses.then((at) => prestartWorker(cloud, connect, storage, { ...at, values }, plugins)),
    );
  }
}

function pluginsOf(resources: readonly StackResource[], connect: ServiceState): PluginName[] {
  const places = resources
    .filter(({ type }) => type === "aiven_kafka_connector")
    .filter(({ values }) => isAt(connect, values.project, values.service_name))
    .map(({ values }) => plannedPlace((values.config ?? {}) as Values));
  const plugins = places.flatMap((place) => (place.isRun ? place.plugins : []));
  return [...new Set(plugins)].sort();
}

function isNamed(values: Values): values is ServiceState {
  const { project, service_name: name, plan } = values;
  return [project, name, plan].every((each) => typeof each === "string");
}

function isAt({ project, service_name: name }: ServiceState, inProject: unknown, called: unknown) {
  return project === inProject && name === called;
}

/** Terraform reports a failure when it comes to the resource. */
function quietly(started: Promise<unknown>): void {
  started.catch(() => undefined);
}
