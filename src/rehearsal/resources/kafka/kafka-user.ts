import { randomPassword } from "../../../base/random-password";
import { ApiError, type ResourceHandler } from "../../provider/resource-handler";
import type { KafkaService, KafkaUser } from "../../cloud/services";
import { superUser } from "../../cloud/credentials";
import type { LocalCloud } from "../../cloud/local-cloud";
import { admit, dismiss, withAccess } from "./kafka-acls";
import { administrator } from "../../../aiven/facts/administrator";
import { passwordHash } from "../registry/schema-registry";
import { type UserState, userViolations } from "../user-violations";

/**
 * aiven_kafka_user: a user who logs in by certificate or, where the service has
 * `kafka_authentication_methods.sasl`, by password, and then does what the ACLs say.
 */
export const kafkaUser: ResourceHandler<LocalCloud, UserState> = {
  check: userViolations,

  async create(config, { context: cloud, progress }) {
    const service = cloud.get("kafka", config.project, config.service_name, "service_name");
    const { project, service_name: name, username } = config;
    const certificate = await cloud.credentials.sign(project, name, username);
    // Nothing is waited for between this look and the entry: Terraform makes several at once.
    if ([administrator, superUser].includes(username) || service.users.has(username)) {
      throw new ApiError(
        "Service user already exists",
        `${config.service_name} has a user ${username}; give this one another name, or import it`,
        ["username"],
      );
    }
    service.users.set(username, { password: undefined, certificate });
    try {
      await setPassword(cloud, service, config);
      await admit(service, username);
    } catch (error) {
      service.users.delete(username);
      throw error;
    }
    progress(`user ${username} of ${service.name}`);
    return attributes(service, username);
  },

  async read(state, { context: cloud }) {
    const service = cloud.find("kafka", state.project, state.service_name);
    if (service && state.username === administrator) {
      return { type: "primary", ...attributesOf(service.administrator) };
    }
    if (!service?.users.has(state.username)) return undefined;
    const isThere = await withAccess(service, (access) => access.hasUser(state.username));
    if (isThere) return attributes(service, state.username);
    service.users.delete(state.username);
    return undefined;
  },

  async update(_prior, planned, { context: cloud, progress }) {
    const service = cloud.get("kafka", planned.project, planned.service_name, "service_name");
    await setPassword(cloud, service, planned);
    progress(`user ${planned.username} has another password`);
    return attributes(service, planned.username);
  },

  async delete(state, { context: cloud }) {
    const service = cloud.find("kafka", state.project, state.service_name);
    if (!service) return;
    await withAccess(service, (access) => access.deleteUser(state.username));
    await dismiss(service, state.username);
  },
};

/** As asked for, or one made up; one that is write-only stands in no file of ours either. */
async function setPassword(
  cloud: LocalCloud,
  service: KafkaService,
  user: UserState,
): Promise<void> {
  const { username, password_wo: secret } = user;
  const password = secret ?? user.password ?? randomPassword();
  cloud.keepSecret(password);
  await withAccess(service, (access) => access.setPassword(username, password));
  const known = service.users.get(username) as KafkaUser;
  service.users.set(username, {
    ...known,
    password: secret ? undefined : password,
    passwordHash: passwordHash(password),
  });
}

function attributes(service: KafkaService, username: string): Partial<UserState> {
  return { type: "regular", ...attributesOf(service.users.get(username) as KafkaUser) };
}

function attributesOf({ password, certificate }: KafkaUser): Partial<UserState> {
  return { password: password ?? null, access_cert: certificate.cert, access_key: certificate.key };
}
