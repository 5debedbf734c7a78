import { pbkdf2, randomBytes, randomInt } from "node:crypto";
import { promisify } from "node:util";
import {
  type AclOperationLabel,
  AclOperations,
  type AclPermissionTypeLabel,
  AclPermissionTypes,
  Admin,
  alterUserScramCredentialsV0,
  describeUserScramCredentialsV0,
  type ResourcePatternTypeLabel,
  ResourcePatternTypes,
  type ResourceTypeLabel,
  ResourceTypes,
  ScramMechanisms,
} from "@platformatic/kafka";
import { connectionOptions, type KafkaConnection } from "./kafka-connection";
import { until } from "../base/until";

/** One ACL as Kafka has it, in Kafka's own words. */
export interface KafkaAcl {
  /** `User:orders-reader`; `User:*` is everybody. */
  readonly principal: string;
  readonly resourceType: ResourceTypeLabel;
  readonly patternType: Extract<ResourcePatternTypeLabel, "LITERAL" | "PREFIXED">;
  /** A literal `*` is every resource of the type. */
  readonly resourceName: string;
  readonly operation: AclOperationLabel;
  readonly permission: Extract<AclPermissionTypeLabel, "ALLOW" | "DENY">;
  /** An address, or `*`. */
  readonly host: string;
}

type WireAcl = Parameters<Admin["createAcls"]>[0]["creations"][number];
type Connection = Parameters<typeof describeUserScramCredentialsV0.api.async>[0];

/** A user may log in by either. */
const mechanisms = [
  { mechanism: ScramMechanisms.SCRAM_SHA_256, digest: "sha256", bytes: 32 },
  { mechanism: ScramMechanisms.SCRAM_SHA_512, digest: "sha512", bytes: 64 },
] as const;
/** Set after the other. */
const lastMechanism = ScramMechanisms.SCRAM_SHA_512;
const hash = promisify(pbkdf2);

/** What the rehearsal asks of a cluster on who may log in, and do what. */
export class KafkaAccess {
  readonly #admin: Admin;

  /** @param connection of a super user */
  constructor(connection: KafkaConnection) {
    this.#admin = new Admin({
      clientId: "rehearsal-access",
      ...connectionOptions(connection),
      retries: 5,
      retryDelay: 200,
      connectTimeout: 2_000,
      requestTimeout: 15_000,
    });
  }

  /** Whether there is a user of that name who can log in. */
  async hasUser(name: string): Promise<boolean> {
    const [connection] = await this.#connections();
    return connection !== undefined && (await iterationsOf(connection, name)) !== undefined;
  }

  /** Makes the user, or gives another password; returns once every broker takes it. */
  async setPassword(name: string, password: string): Promise<void> {
    // A broker tells nothing else of a password: a count of its own shows whether it has this one.
    const iterations = randomInt(4096, 8192);
    // Kafka takes one change of a user at a time
    for (const { mechanism, digest, bytes } of mechanisms) {
      const salt = randomBytes(16);
      const saltedPassword = await hash(password, salt, iterations, bytes, digest);
      await this.#alter([], [{ name, mechanism, iterations, salt, saltedPassword }]);
    }
    await this.#everywhere(
      async (connection) => (await iterationsOf(connection, name)) === iterations,
    );
  }

  async deleteUser(name: string): Promise<void> {
    if (!(await this.hasUser(name))) return;
    for (const { mechanism } of mechanisms) await this.#alter([{ name, mechanism }], []);
    await this.#everywhere(
      async (connection) => (await iterationsOf(connection, name)) === undefined,
    );
  }

  /** Every ACL, as text that two equal ones share. */
  async acls(): Promise<ReadonlySet<string>> {
    const found = await this.#admin.describeAcls({
      filter: {
        resourceType: ResourceTypes.ANY,
        resourceName: null,
        resourcePatternType: ResourcePatternTypes.ANY,
        principal: null,
        host: null,
        operation: AclOperations.ANY,
        permissionType: AclPermissionTypes.ANY,
      },
    });
    return new Set(
      found.flatMap(({ acls, ...resource }) => acls.map((acl) => textOf({ ...acl, ...resource }))),
    );
  }

  async addAcls(acls: readonly KafkaAcl[]): Promise<void> {
    if (acls.length === 0) return;
    await this.#admin.createAcls({ creations: acls.map(wire) });
    await this.#shows((all) => acls.every((acl) => all.has(aclText(acl))));
  }

  async removeAcls(acls: readonly KafkaAcl[]): Promise<void> {
    if (acls.length === 0) return;
    await this.#admin.deleteAcls({ filters: acls.map(wire) });
    await this.#shows((all) => !acls.some((acl) => all.has(aclText(acl))));
  }

  async close(): Promise<void> {
    await this.#admin.close();
  }

  async #alter(
    ...changes: Parameters<typeof alterUserScramCredentialsV0.createRequest>
  ): Promise<void> {
    const [connection] = await this.#connections();
    if (connection) await alterUserScramCredentialsV0.api.async(connection, ...changes);
  }

  async #connections(): Promise<Connection[]> {
    return [...(await this.#admin.connectToBrokers()).values()];
  }

  async #everywhere(holds: (connection: Connection) => Promise<boolean>): Promise<void> {
    for (const connection of await this.#connections()) await until(() => holds(connection));
  }

  async #shows(change: (all: ReadonlySet<string>) => boolean): Promise<void> {
    await until(async () => change(await this.acls()));
  }
}

/** Text that two equal ACLs share. */
export function aclText(acl: KafkaAcl): string {
  return textOf(wire(acl));
}

function wire(acl: KafkaAcl): WireAcl {
  return {
    principal: acl.principal,
    resourceType: ResourceTypes[acl.resourceType],
    resourcePatternType: ResourcePatternTypes[acl.patternType],
    resourceName: acl.resourceName,
    operation: AclOperations[acl.operation],
    permissionType: AclPermissionTypes[acl.permission],
    host: acl.host,
  };
}

function textOf(acl: WireAcl): string {
  return JSON.stringify([
    acl.principal,
    acl.resourceType,
    acl.resourcePatternType,
    acl.resourceName,
    acl.operation,
    acl.permissionType,
    acl.host,
  ]);
}

/** How often a user's password was hashed; undefined when there is no such user. */
async function iterationsOf(connection: Connection, name: string): Promise<number | undefined> {
  const { results } = await describeUserScramCredentialsV0.api.async(connection, []);
  const infos = results.find(({ user }) => user === name)?.credentialInfos;
  return infos?.find((each) => each.mechanism === lastMechanism)?.iterations;
}
