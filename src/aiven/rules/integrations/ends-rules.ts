import { own } from "../../../base/own";
import {
  integrationTypes,
  joinedBy,
  takenBy,
  typeProblem,
  typesWithEndpoint,
} from "../../facts/integration-types";
import { alternatives, requirement, formatValue } from "../message";
import type { Rule } from "../rule";

/** What an integration of whatever type joins. */
export interface EndsSubject {
  readonly integrationType: string;
  readonly sourceService: string;
  readonly sourceEndpoint: string;
  readonly destinationService: string;
  readonly destinationEndpoint: string;
  /** `pg`, `thanos`, …: what the service is, where that is known. */
  readonly destinationType: string;
  /** Likewise. */
  readonly sourceType: string;
}

const provider = "terraform-provider-aiven, `aiven_service_integration`";

const knownType: Rule<EndsSubject> = {
  name: "integration-type",
  severity: "error",
  refusedByAiven: true,
  description: "The type of an integration is one that Aiven knows.",
  source: `${provider}, \`integration_type\``,
  property: "integrationType",
  check({ integrationType: type }) {
    const page = "aiven_service_integration's page";
    return typeProblem("integrationType", type, integrationTypes, page);
  },
};

function oneEnd(end: "source" | "destination"): Rule<EndsSubject> {
  const service = `${end}Service` as const;
  const endpoint = `${end}Endpoint` as const;
  return {
    name: `integration-${end}`,
    severity: "error",
    refusedByAiven: true,
    description: `An integration has one ${end}: a service or an endpoint.`,
    source: `${provider}, \`${end}_service_name\` and \`${end}_endpoint_id\``,
    property: service,
    inputs: [endpoint, "integrationType"],
    check(subject) {
      const given = [subject[service], subject[endpoint]].filter((each) => each !== undefined);
      if (subject.integrationType === undefined || given.length === 1) return undefined;
      return given.length === 0
        ? `${service} or ${endpoint} must be set, got neither; set one of the two`
        : `${service} and ${endpoint} must not both be set, got ${given.map(formatValue).join(" and ")}; leave one out`;
    },
  };
}

function endpointForm(end: "source" | "destination"): Rule<EndsSubject> {
  const endpoint = `${end}Endpoint` as const;
  return {
    name: `integration-${end}-endpoint-form`,
    severity: "error",
    refusedByAiven: true,
    description: `The id of an endpoint is written project/endpoint_id.`,
    source: `${provider}, \`${end}_endpoint_id\``,
    property: endpoint,
    check(subject) {
      const id = subject[endpoint];
      if (id === undefined || /^[\w-]+\/[\w-]+$/.test(id)) return undefined;
      const advice = "use the id of its aiven_service_integration_endpoint";
      return requirement(endpoint, "be project/endpoint_id", id, { advice });
    },
  };
}

const endpointNeeded: Rule<EndsSubject> = {
  name: "integration-endpoint",
  severity: "error",
  refusedByAiven: true,
  description:
    "An integration with something outside Aiven, or with the autoscaler, leads to an endpoint, not to a service.",
  source: "https://aiven.io/docs/platform/concepts/service-integration",
  property: "destinationEndpoint",
  inputs: ["integrationType", "sourceEndpoint", "destinationService"],
  check({ integrationType: type, sourceEndpoint, destinationEndpoint, destinationService }) {
    if (type === undefined || !typesWithEndpoint.includes(type)) return undefined;
    if (sourceEndpoint !== undefined || destinationEndpoint !== undefined) return undefined;
    if (destinationService === undefined) return undefined;
    const advice = `create an aiven_service_integration_endpoint of type ${type}`;
    return requirement("destinationEndpoint", `be set for integration type ${type}`, undefined, {
      advice,
    });
  },
};

const taken: Rule<EndsSubject> = {
  name: "integration-destination-type",
  severity: "error",
  refusedByAiven: true,
  description:
    "Metrics go to a service that keeps them (Aiven for Metrics, which is Thanos, or PostgreSQL), logs to OpenSearch or, as `kafka_logs`, to Kafka.",
  source: "https://aiven.io/docs/platform/howto/monitoring-services",
  property: "destinationType",
  inputs: ["integrationType"],
  check({ integrationType: type = "", destinationType }) {
    const takers = own(takenBy, type);
    if (!takers || destinationType === undefined || takers.includes(destinationType)) {
      return undefined;
    }
    return requirement(
      "destinationType",
      `be ${alternatives(takers)} for integration type ${type}`,
      destinationType,
      { advice: `use a service of type ${takers[0]}` },
    );
  },
};

const swapped: Rule<EndsSubject> = {
  name: "integration-ends",
  severity: "error",
  refusedByAiven: true,
  description:
    "An integration leads from the service that serves to the one that uses it: from Kafka to Kafka Connect, not the other way.",
  source: `${provider}, \`source_service_name\` and \`destination_service_name\``,
  property: "sourceType",
  inputs: ["integrationType", "destinationType", "sourceService", "destinationService"],
  check(subject) {
    const { integrationType: type = "", sourceType: from, destinationType: to } = subject;
    const joined = own(joinedBy, type);
    const isSwapped = joined && (from === joined.to || to === joined.from);
    const isRight = joined && (from === joined.from || to === joined.to);
    if (!isSwapped || isRight || joined.from === joined.to) return undefined;
    const what = `be ${joined.from}, and destinationType ${joined.to}, for integration type ${type}`;
    const ends = [subject.destinationService, subject.sourceService].map(formatValue).join(" to ");
    const got = `${from ?? "a type that is not known"} to ${to ?? "a type that is not known"}`;
    return `sourceType must ${what}, got ${got}; swap the ends: from ${ends}`;
  },
};

/** What must hold for `aiven_service_integration` of any type. */
export const endsRules: readonly Rule<EndsSubject>[] = [
  knownType,
  oneEnd("source"),
  oneEnd("destination"),
  endpointForm("source"),
  endpointForm("destination"),
  endpointNeeded,
  taken,
  swapped,
];
