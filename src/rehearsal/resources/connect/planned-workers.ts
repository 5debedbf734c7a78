import { readKafkaConnect } from "../../../aiven/terraform/from-terraform";
import { notKnownYet } from "../../../aiven/rules/rule";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { ServiceState } from "../service";
import { isUnknown, type Planned } from "../../../stack/values";
import { secretProvidersOf } from "./secret-providers";

/** For the connectors that are planned after their workers, before any of it is made. */
export function rememberWorkers(cloud: LocalCloud, planned: Planned<ServiceState>): void {
  const { plannedFacts } = cloud;
  const { debeziumVersion } = readKafkaConnect(planned, isUnknown);
  const { project, service_name: name } = planned;
  const isNamed = !isUnknown(project) && !isUnknown(name);
  if (debeziumVersion !== notKnownYet) {
    plannedFacts.debezium.set(undefined, debeziumVersion);
    if (isNamed) plannedFacts.debezium.set(`${project}/${name}`, debeziumVersion);
  }
  plannedFacts.setSecretProviders(keyOf(planned), secretProvidersOf(planned));
}

/** Of a service, as far as it is known. */
export function keyOf({ project, service_name: name }: Planned<ServiceState>): string {
  return [project, name].map((part) => (isUnknown(part) ? "" : part)).join("/");
}
