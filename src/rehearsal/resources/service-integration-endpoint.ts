import { diagnosticsOf } from "./rules";
import { endpointAttributes, readEndpoint } from "../../aiven/terraform/ends-from-terraform";
import { endpointRules } from "../../aiven/rules/integrations/endpoint-rules";
import type { ResourceHandler } from "../provider/resource-handler";
import type { LocalCloud } from "../cloud/local-cloud";
import { isUnknown } from "../../stack/values";

/** aiven_service_integration_endpoint: checked by the rules, and in Terraform's state only. */
export const serviceIntegrationEndpoint: ResourceHandler<LocalCloud> = {
  check: (planned, prior, { context: cloud }) =>
    diagnosticsOf(
      { cloud, isNew: !prior },
      endpointRules,
      readEndpoint(planned, isUnknown),
      endpointAttributes,
    ),
  create(config, { progress }) {
    progress(`endpoint ${String(config.endpoint_name)} exists in Terraform's state only`);
    return undefined;
  },
  read: (state) => state,
  update: () => undefined,
  delete: () => undefined,
};
