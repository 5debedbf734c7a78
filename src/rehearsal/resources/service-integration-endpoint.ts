import { findingsOf } from "./rules";
import { endpointAttributes, readEndpoint } from "../../aiven/ends-from-terraform";
import { endpointRules } from "../../aiven/endpoint-rules";
import { isUnknown, type ResourceMeaning } from "../meaning";
import type { World } from "../world";

/** aiven_service_integration_endpoint: held to the rules, and in Terraform's state only. */
export const serviceIntegrationEndpoint: ResourceMeaning<World> = {
  check: (planned, prior, { context: world }) =>
    findingsOf(
      { world, isNew: !prior },
      endpointRules,
      readEndpoint(planned, isUnknown),
      endpointAttributes,
    ),
  create(config, { progress }) {
    progress(`endpoint ${String(config.endpoint_name)} is held as state only`);
    return undefined;
  },
  read: (state) => state,
  update: () => undefined,
  delete: () => undefined,
};
