import { aclRules } from "../../../aiven/rules/kafka/acl-rules";
import { aclText, KafkaAccess, type KafkaAcl } from "../../../clients/kafka-access";
import { type Diagnostic, ApiError, type ResourceHandler } from "../../provider/resource-handler";
import type { KafkaService, ServiceAcl } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { toApiError } from "./kafka-refusal";
import { diagnosticsOf } from "../rules";
import { isUnknown, type Planned, type Values } from "../../../stack/values";

/** The arguments of an ACL that say where it belongs. */
export interface AclState extends Values {
  project: string;
  service_name: string;
  acl_id: string;
}

/** The id of the ACL that Aiven makes with a Kafka: internal/sdkprovider/service/kafka/kafka.go. */
export const defaultAclId = "default";

export function aclDiagnostics(
  cloud: LocalCloud,
  planned: Planned<AclState>,
  prior: AclState | undefined,
): Diagnostic[] {
  const { project, service_name: name } = planned;
  if (isUnknown(project) || isUnknown(name)) return [];
  const service = cloud.find("kafka", project, name);
  const defaultAcl = service
    ? service.acls.has(defaultAclId)
    : cloud.plannedFacts.defaultAcl.get(`${project}/${name}`);
  return diagnosticsOf({ cloud, isNew: !prior }, aclRules, { defaultAcl }, {});
}

export async function addAcl(service: KafkaService, id: string, acl: ServiceAcl): Promise<void> {
  const text = JSON.stringify(acl.values);
  if ([...service.acls.values()].some(({ values }) => JSON.stringify(values) === text)) {
    throw new ApiError(
      "Identical ACL entry already exists",
      `${service.name} has it; leave one of the two out, or import it`,
    );
  }
  // Before any waiting: Terraform makes several at once.
  service.acls.set(id, acl);
  try {
    await withAccess(service, (access) => access.addAcls(bindings(service, acl)));
  } catch (error) {
    service.acls.delete(id);
    throw error;
  }
}

/** What becomes of an ACL of either type; every argument of both replaces it. */
export const onceMade: Pick<ResourceHandler<LocalCloud, AclState>, "read" | "update" | "delete"> = {
  async read(state, { context: cloud }) {
    const service = cloud.find("kafka", state.project, state.service_name);
    return service && (await findAcl(service, state.acl_id))?.values;
  },

  update: () => undefined,

  async delete(state, { context: cloud }) {
    const service = cloud.find("kafka", state.project, state.service_name);
    if (service) await removeAcl(service, state.acl_id);
  },
};

/** @returns undefined once any of what it allows was taken away from Kafka by someone else */
async function findAcl(service: KafkaService, id: string): Promise<ServiceAcl | undefined> {
  const acl = service.acls.get(id);
  if (!acl) return undefined;
  const all = await withAccess(service, (access) => access.acls());
  if (bindings(service, acl).every((binding) => all.has(aclText(binding)))) return acl;
  service.acls.delete(id);
  return undefined;
}

async function removeAcl(service: KafkaService, id: string): Promise<void> {
  const acl = service.acls.get(id);
  if (!acl) return;
  service.acls.delete(id);
  await withAccess(service, (access) => access.removeAcls(onlyOf(service, bindings(service, acl))));
}

/** Gives a user who is new what ACLs on patterns of names allow. */
export async function admit(service: KafkaService, username: string): Promise<void> {
  const principal = `User:${username}`;
  const acls = [...service.acls.values()].filter((acl) => isGlob(acl.username));
  const gained = acls.flatMap((acl) => bindings(service, acl));
  await withAccess(service, (access) =>
    access.addAcls(gained.filter((binding) => binding.principal === principal)),
  );
}

/** What {@link admit} gave; to be called while the user is still among the service's. */
export async function dismiss(service: KafkaService, username: string): Promise<void> {
  const principal = `User:${username}`;
  const gained = [...service.acls.values()]
    .filter((acl) => isGlob(acl.username))
    .flatMap((acl) => bindings(service, acl))
    .filter((binding) => binding.principal === principal);
  service.users.delete(username);
  await withAccess(service, (access) => access.removeAcls(onlyOf(service, gained)));
}

export async function withAccess<T>(
  service: KafkaService,
  use: (access: KafkaAccess) => Promise<T>,
): Promise<T> {
  const access = new KafkaAccess(service.engine.admin);
  try {
    return await use(access);
  } catch (error) {
    throw toApiError(error);
  } finally {
    await access.close();
  }
}

/** Kafka itself knows one user or all; for any other pattern, each user that it matches. */
function bindings(service: KafkaService, { username, rights }: ServiceAcl): KafkaAcl[] {
  const names = isGlob(username)
    ? [...service.users.keys()].filter((name) => glob(username).test(name))
    : [username];
  return names.flatMap((name) => rights.map((right) => ({ ...right, principal: `User:${name}` })));
}

/** Of the bindings those that no ACL that is left stands for. */
function onlyOf(service: KafkaService, some: readonly KafkaAcl[]): KafkaAcl[] {
  const left = new Set(
    [...service.acls.values()].flatMap((acl) => bindings(service, acl)).map(aclText),
  );
  return some.filter((binding) => !left.has(aclText(binding)));
}

/** Whether an ACL is for the user, whatever it allows. */
export function mayDoSomething({ acls }: Pick<KafkaService, "acls">, username: string): boolean {
  return [...acls.values()].some((acl) => glob(acl.username).test(username));
}

function isGlob(username: string): boolean {
  return username !== "*" && /[*?]/.test(username);
}

/** A pattern in which `*` is any text and `?` any character. */
export function glob(pattern: string): RegExp {
  const source = pattern.replace(/[.\\^$+(){}|[\]-]/g, "\\$&");
  return new RegExp(`^${source.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}
