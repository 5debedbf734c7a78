import type { LocalCloud } from "../../cloud/local-cloud";
import type { ResourceHandler } from "../../provider/resource-handler";
import { isUnknown } from "../../../stack/values";
import { findRegistry, type RegistryState, registryOf } from "./registry-rest";

interface RegistryAclState extends RegistryState {
  acl_id: string;
  permission: string;
  resource: string;
  username: string;
}

/** aiven_kafka_schema_registry_acl: what a user may do in the registry. */
export const kafkaSchemaRegistryAcl: ResourceHandler<LocalCloud, RegistryAclState> = {
  check({ resource }) {
    // https://aiven.io/docs/products/kafka/karapace/concepts/acl-definition
    if (isUnknown(resource) || /^(Config:|Subject:.+)$/.test(resource)) return [];
    return [
      {
        severity: "error",
        summary: "Invalid Attribute",
        detail: `resource must be Config: or Subject: with a subject's name, got ${JSON.stringify(resource)}; write for instance "Subject:orders-*"`,
        attribute: ["resource"],
      },
    ];
  },

  create(state, { context: cloud }) {
    const { acl_id: id, username, resource, permission } = state;
    registryOf(cloud, state).acls.set(id, { username, resource, permission });
    return {};
  },

  read(state, { context: cloud }) {
    const acl = findRegistry(cloud, state)?.acls.get(state.acl_id);
    return acl && { ...acl };
  },

  update: () => undefined,

  delete(state, { context: cloud }) {
    findRegistry(cloud, state)?.acls.delete(state.acl_id);
  },
};
