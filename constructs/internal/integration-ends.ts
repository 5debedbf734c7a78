import type { ServiceIntegrationConfig } from "@cdktf/provider-aiven/lib/service-integration";
import type { Construct } from "constructs";
import type { IAivenService } from "../services/interfaces";
import { endsRules } from "../../src/aiven/rules/integrations/ends-rules";
import { checkRules } from "./checks";

/** Something beside Aiven's services that an integration leads to. */
export interface IIntegrationEndpoint<Type extends string = string> {
  /** Also the type of the integration that leads to it. */
  readonly type: Type;
  /** `project/endpoint_id`. */
  readonly id: string;
}

type Ends = Pick<
  ServiceIntegrationConfig,
  | "project"
  | "integrationType"
  | "sourceServiceName"
  | "destinationEndpointId"
  | "destinationServiceName"
  | "destinationServiceProject"
>;

/** The arguments of an integration from a service to another, or to an endpoint. */
export function endsOf(
  source: IAivenService,
  destination: IAivenService | IIntegrationEndpoint,
  /** Of an integration with a service; an endpoint has a type of its own. */
  typeBetweenServices: string,
): Ends {
  const { project, serviceName: sourceServiceName } = source;
  if (!isService(destination)) {
    return {
      project,
      integrationType: destination.type,
      sourceServiceName,
      destinationEndpointId: destination.id,
    };
  }
  return {
    project,
    integrationType: typeBetweenServices,
    sourceServiceName,
    destinationServiceName: destination.serviceName,
    destinationServiceProject: destination.project === project ? undefined : destination.project,
  };
}

export function checkEndsRules(construct: Construct, ends: Ends): void {
  checkRules(construct, endsRules, () => ({
    integrationType: ends.integrationType,
    sourceService: ends.sourceServiceName,
    destinationService: ends.destinationServiceName,
    destinationEndpoint: ends.destinationEndpointId,
  }));
}

export function isService(
  destination: IAivenService | IIntegrationEndpoint,
): destination is IAivenService {
  return "serviceName" in destination;
}
