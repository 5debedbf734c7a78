import { createHash } from "node:crypto";
import { administrator } from "../../../aiven/facts/administrator";
import type { Login } from "../../../clients/kafka-connection";
import { rehearsedVersions } from "../../cloud/engine-versions";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { KafkaService, RegistryAcl, SchemaRegistry } from "../../cloud/services";
import { prepareRegistry } from "../../engines/files";
import { isSame } from "../../engines/gateway";
import { host, takePort } from "../../engines/ports";
import { type Registry, startRegistry } from "../../engines/registry/registry";
import { startRegistryGateway } from "../../engines/registry/registry-gateway";
import type { Operation } from "../../engines/registry/routes";
import { block, type Component, type ServiceState } from "../service";
import { glob } from "../kafka/kafka-acls";

/** Opens or closes the schema registry of a Kafka, as its configuration asks. */
export async function renewRegistry(
  cloud: LocalCloud,
  service: KafkaService,
  config: ServiceState,
  progress: (message: string) => void,
): Promise<void> {
  const isAsked = block(config, "kafka_user_config").schema_registry === true;
  if (isAsked === (service.registry !== undefined)) return;
  if (isAsked) {
    service.registry = await openRegistry(cloud, service);
    return;
  }
  await service.registry?.close();
  service.registry = undefined;
  progress(`the schema registry of ${service.name} has ended, and its schemas with it`);
}

/**
 * Its address is there at once. What answers behind it starts with the first request or the first
 * connector that needs it: most stacks have a registry by default, and use none.
 */
async function openRegistry(cloud: LocalCloud, service: KafkaService): Promise<SchemaRegistry> {
  const { project, name } = service;
  const port = await takePort(cloud.takePorts(1)?.[0], cloud.portHint);
  const giveUp = new AbortController();
  const acls = new Map<string, RegistryAcl>();
  let starting: Promise<Registry> | undefined;
  let engine: Registry | undefined;
  const start = () => {
    starting ??= startOne(cloud, service, giveUp.signal).then((started) => (engine = started));
    starting.catch(() => (starting = undefined)); // the next one who asks tries again
    return starting;
  };
  const gateway = await startRegistryGateway({
    port,
    registry: start,
    isUser: (login) => isUser(cloud, service, login),
    mayDo: (...right) => mayDo(acls, ...right),
  });
  const { username, password } = cloud.credentials.adminOf(project, name);
  return {
    port,
    acls,
    url: `http://${host}:${port}`,
    admin: { username, password },
    get engine() {
      return engine;
    },
    start: async () => void (await start()),
    close: async () => {
      giveUp.abort();
      await gateway.close();
      await (await starting?.catch(() => undefined))?.discard();
    },
  };
}

async function startOne(
  cloud: LocalCloud,
  { project, name }: KafkaService,
  signal: AbortSignal,
): Promise<Registry> {
  const [version = ""] = rehearsedVersions["apicurio-registry"];
  const { fetching, guard } = cloud;
  fetching.onProgress(
    `schema registry of ${name}: Apicurio Registry ${version} starts in place of Karapace; ` +
      "its schemas are gone once the rehearsal ends",
  );
  return startRegistry({
    files: await prepareRegistry(fetching, version),
    guard,
    dir: cloud.dirOf(project, `${name}.schema_registry`),
    signal: AbortSignal.any([signal, ...(fetching.signal ? [fetching.signal] : [])]),
  });
}

function isUser(cloud: LocalCloud, service: KafkaService, { username, password }: Login): boolean {
  if (username === administrator) {
    return isSame(password, cloud.credentials.adminOf(service.project, service.name).password);
  }
  const hash = service.users.get(username)?.passwordHash;
  return hash !== undefined && isSame(passwordHash(password), hash);
}

/** Tells a password again without keeping it. */
export function passwordHash(password: string): string {
  return createHash("sha256").update(password).digest("hex");
}

/** The administrator has every right from the start, others have those of ACLs. */
function mayDo(
  acls: ReadonlyMap<string, RegistryAcl>,
  username: string,
  operation: Operation,
  resource: string,
): boolean {
  if (username === administrator) return true;
  return [...acls.values()].some(
    (acl) =>
      glob(acl.username).test(username) &&
      glob(acl.resource).test(resource) &&
      (operation === "read" || acl.permission === "schema_registry_write"),
  );
}

/** The registry as the attributes of its Kafka have it. */
export function ownRegistry({ registry }: KafkaService) {
  if (!registry) return { components: [], attributes: {} };
  const { port, admin } = registry;
  const component: Component = { component: "schema_registry", host, port, ssl: false };
  const login = `${admin.username}:${admin.password}`;
  return {
    components: [component],
    attributes: { schema_registry_uri: `http://${login}@${host}:${port}` },
  };
}
