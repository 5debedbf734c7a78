import type { EndpointSubject } from "../rules/integrations/endpoint-rules";
import type { EndsSubject } from "../rules/integrations/ends-rules";
import { type Attributes, type IsUnknown, reader, type TerraformValues } from "./from-terraform";
import type { Facts } from "../rules/rule";

export const endsAttributes = {
  integrationType: ["integration_type"],
  sourceService: ["source_service_name"],
  sourceEndpoint: ["source_endpoint_id"],
  destinationService: ["destination_service_name"],
  destinationEndpoint: ["destination_endpoint_id"],
  destinationType: ["destination_service_name"],
  sourceType: ["source_service_name"],
} as const satisfies Attributes<EndsSubject>;

export const endpointAttributes = {
  endpointType: ["endpoint_type"],
  capGb: ["autoscaler_user_config", 0, "autoscaling", 0, "cap_gb"],
} as const satisfies Attributes<EndpointSubject>;

/** What the service at its end is, is for those who know it to add. */
export function readEnds(values: TerraformValues, isUnknown: IsUnknown): Facts<EndsSubject> {
  const read = reader(values, isUnknown);
  return {
    integrationType: read(endsAttributes.integrationType, String),
    sourceService: read(endsAttributes.sourceService, String),
    sourceEndpoint: read(endsAttributes.sourceEndpoint, String),
    destinationService: read(endsAttributes.destinationService, String),
    destinationEndpoint: read(endsAttributes.destinationEndpoint, String),
  };
}

export function readEndpoint(
  values: TerraformValues,
  isUnknown: IsUnknown,
): Facts<EndpointSubject> {
  const read = reader(values, isUnknown);
  return {
    endpointType: read(endpointAttributes.endpointType, String),
    capGb: read(endpointAttributes.capGb, Number),
  };
}
