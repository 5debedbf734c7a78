import { addressOf, type AdoptedResource } from "../model/configuration";
import { partsOf, textsIn } from "../model/expressions";
import { type Resolver, serviceKey } from "../model/relations";

/** Addresses of resources within an expression, or within a text that is one. */
const address = /\b((?:data\.)?[a-z]\w*\.[A-Za-z_][\w-]*)/g;

/**
 * Each resource after those that it refers to, else in the order that is given. In a circle, which
 * Terraform refuses, the first comes first.
 */
export function inOrder(
  resources: readonly AdoptedResource[],
  resolver: Resolver,
): AdoptedResource[] {
  const byAddress = new Map(resources.map((each) => [addressOf(each), each]));
  const services = new Map(
    resources.map((each) => [
      serviceKey(resolver, each.type, each.body.project, each.body.service_name),
      each,
    ]),
  );
  const ordered = new Set<AdoptedResource>();
  const met = new Set<AdoptedResource>();
  const visit = (resource: AdoptedResource) => {
    if (met.has(resource)) return;
    met.add(resource);
    for (const each of precedents(resource, byAddress, services, resolver)) visit(each);
    ordered.add(resource);
  };
  const rank = (each: AdoptedResource) => ranks.findIndex((test) => test(each));
  [...resources].sort((one, other) => rank(one) - rank(other)).forEach(visit);
  return [...ordered];
}

/** As a reader wants them: services first, connectors last. */
const ranks: readonly ((resource: AdoptedResource) => boolean)[] = [
  ({ mode }) => mode === "data",
  ({ type }) => type === "aiven_pg",
  ({ type }) => type === "aiven_kafka",
  ({ type }) => type === "aiven_kafka_connect",
  ({ body }) => body.plan !== undefined,
  ({ type, body }) =>
    type === "aiven_service_integration" && body.integration_type === "kafka_connect",
  ({ type }) => type !== "aiven_kafka_connector",
  () => true,
];

function precedents(
  resource: AdoptedResource,
  byAddress: ReadonlyMap<string, AdoptedResource>,
  services: ReadonlyMap<string, AdoptedResource>,
  resolver: Resolver,
): AdoptedResource[] {
  const found = new Set<AdoptedResource>();
  for (const text of textsIn(resource.body)) {
    for (const part of partsOf(text) ?? []) {
      const expression = "expression" in part ? part.expression : "";
      for (const [, each = ""] of expression.matchAll(address)) {
        const other = byAddress.get(each);
        if (other && other !== resource) found.add(other);
      }
    }
  }
  const { project, service_name: service, source_service_name: source } = resource.body;
  const { destination_service_name: destination, plan } = resource.body;
  if (plan !== undefined || resource.mode === "data") return [...found];
  for (const name of [service, source, destination]) {
    for (const type of ["aiven_pg", "aiven_kafka", "aiven_kafka_connect"]) {
      const other =
        name === undefined ? undefined : services.get(serviceKey(resolver, type, project, name));
      if (other && other !== resource) found.add(other);
    }
  }
  return [...found];
}
