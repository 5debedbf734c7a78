import { endpointTypes, typeProblem } from "../../facts/integration-types";
import { requirement } from "../message";
import type { Rule } from "../rule";

/** What an integration leads to beside a service. */
export interface EndpointSubject {
  readonly endpointType: string;
  /** Up to where the autoscaler lets a disk grow, GB. */
  readonly capGb: number;
}

const provider = "terraform-provider-aiven, `aiven_service_integration_endpoint`";

const knownType: Rule<EndpointSubject> = {
  name: "endpoint-type",
  severity: "error",
  refusedByAiven: true,
  description: "The type of an endpoint is one that Aiven knows.",
  source: `${provider}, \`endpoint_type\``,
  property: "endpointType",
  check({ endpointType: type }) {
    return typeProblem("endpointType", type, endpointTypes, "the endpoint's page");
  },
};

const cap: Rule<EndpointSubject> = {
  name: "autoscaler-cap",
  severity: "error",
  refusedByAiven: true,
  description:
    "An autoscaler has a cap, the size that the disk may grow to, in whole GB. It includes the plan's own disk.",
  source: "https://aiven.io/docs/platform/howto/disk-autoscaler",
  property: "capGb",
  inputs: ["endpointType"],
  check({ endpointType, capGb }) {
    if (endpointType !== "autoscaler") return undefined;
    if (capGb !== undefined && Number.isInteger(capGb) && capGb >= 1) return undefined;
    return requirement("capGb", "be a whole number of GB of at least 1", capGb, {
      advice: "set the size that the disk may grow to, including the plan's own disk",
    });
  },
};

/** What must hold for `aiven_service_integration_endpoint`. */
export const endpointRules: readonly Rule<EndpointSubject>[] = [knownType, cap];
