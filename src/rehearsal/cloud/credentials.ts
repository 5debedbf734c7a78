import { administrator } from "../../aiven/facts/administrator";
import { randomPassword } from "../../base/random-password";
import type { Login } from "../../clients/kafka-connection";
import { type Authority, type Certificate, makeAuthority } from "../engines/authority";

/**
 * Who may do everything on a Kafka: its brokers, its workers and the rehearsal. Aiven takes no user of
 * such a name.
 */
export const superUser = "$rehearsal";

/** Who may log in where: random, and of this run only. */
export class Credentials {
  readonly #logins = new Map<string, Login>();
  readonly #authorities = new Map<string, Promise<Authority>>();
  readonly #certificates = new Map<string, Promise<Certificate>>();

  constructor(
    private readonly keepSecret: (value: string) => void,
    private readonly keepAuthority: (project: string, ca: string) => Promise<void>,
  ) {}

  /** The administrator of a service. */
  adminOf(project: string, service: string): Login {
    return this.#loginOf(project, service, administrator);
  }

  superUserOf(project: string, service: string): Login {
    return this.#loginOf(project, service, superUser);
  }

  /** As with Aiven, one authority signs for all services of a project. */
  authorityOf(project: string): Promise<Authority> {
    return remembered(this.#authorities, project, async () => {
      const authority = await makeAuthority(project);
      await this.keepAuthority(project, authority.ca);
      return authority;
    });
  }

  /** By which the workers of a Kafka log in. */
  superUserCertificateOf(project: string, service: string): Promise<Certificate> {
    return remembered(this.#certificates, keyOf(project, service), () =>
      this.sign(project, service, superUser),
    );
  }

  /** A new certificate, by which a user logs in to a Kafka. */
  async sign(project: string, service: string, user: string): Promise<Certificate> {
    const authority = await this.authorityOf(project);
    return authority.signClient({ commonName: user, organization: project, unit: service });
  }

  #loginOf(project: string, service: string, username: string): Login {
    return remembered(this.#logins, keyOf(project, service, username), () => {
      const password = randomPassword();
      this.keepSecret(password);
      return { username, password };
    });
  }
}

function keyOf(...names: readonly string[]): string {
  return JSON.stringify(names);
}

function remembered<T>(all: Map<string, T>, key: string, make: () => T): T {
  const value = all.get(key) ?? make();
  all.set(key, value);
  return value;
}
