import { createHmac, randomBytes } from "node:crypto";
import { type Authority, type Certificate, makeAuthority } from "../../engines/authority";
import type { Values } from "../../../stack/values";
import { identifier } from "./identifiers";

/** The domain that no one can have: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const domain = "rehearsal.invalid";

/** A label of a host name has at most 63 characters: `held-`, two names and the hyphen between. */
const nameLength = 28;

export type AuthorityOf = (project: string) => Promise<Authority>;

/**
 * Where placeholders come from. They are random for each rehearsal, and the same in all of it: a
 * data source is read at every plan.
 */
export class PlaceholderSource {
  readonly #seed = randomBytes(32);
  readonly #started = new Date();
  readonly #askedAuthorities = new Map<string, Promise<Authority>>();
  readonly #authorities = new Map<string, string>();
  #preparation: Promise<void> | undefined;
  #certificate: Certificate | undefined;

  /** @param authorityOf the authority of a project, which is no placeholder where services run */
  constructor(private readonly authorityOf: AuthorityOf = makeAuthority) {}

  /**
   * Makes what takes time, once.
   *
   * @param values of what is to get placeholders
   */
  async prepare(values: Values = {}): Promise<void> {
    this.#preparation ??= this.#makeCertificate();
    await this.#preparation;
    const project = projectOf(values);
    if (project === undefined) return;
    const authority = this.#askedAuthorities.get(project) ?? this.authorityOf(project);
    this.#askedAuthorities.set(project, authority);
    this.#authorities.set(project, (await authority).ca);
  }

  async #makeCertificate(): Promise<void> {
    const authority = await makeAuthority(`held.${domain}`);
    const subject = { commonName: `held.${domain}`, organization: "held", unit: "held" };
    this.#certificate = await authority.signClient(subject);
  }

  /** A certificate that nobody trusts, and its key. */
  get certificate(): Certificate {
    if (!this.#certificate) throw new Error("prepare() makes the certificate");
    return this.#certificate;
  }

  /** The certificate of the authority of the project that something is or is in; {@link prepare} has seen it. */
  authority(values: Values): string {
    return this.#authorities.get(projectOf(values) ?? "") ?? this.certificate.cert;
  }

  /** When the rehearsal started. */
  get time(): string {
    return this.#started.toISOString().replace(/\.\d+/, "");
  }

  /** @param of tells one placeholder from another */
  digits(of: string, count: number): string {
    return createHmac("sha256", this.#seed).update(of).digest("hex").slice(0, count);
  }

  id(attribute: string, of: string): string {
    return identifier(attribute, (count) => this.digits(`${of} ${attribute}`, count));
  }

  secret(of: string): string {
    return `held-${this.digits(`secret ${of}`, 32)}`;
  }

  /** Where Aiven's services listen. */
  port(of: string): number {
    return 10_000 + (Number.parseInt(this.digits(`port ${of}`, 8), 16) % 18_000);
  }
}

/** A host that does not exist and says so: `held-orders-demo.rehearsal.invalid`. */
export function heldHost(...names: readonly string[]): string {
  return `${["held", ...names.map(label).filter(Boolean)].join("-")}.${domain}`;
}

export function heldEmail(name: string): string {
  return `${["held", label(name)].filter(Boolean).join("-")}@${domain}`;
}

function label(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, nameLength)
    .replace(/-+$/, "");
}

/** The project that something is, or is in. */
function projectOf({ project, project_id: id }: Values): string | undefined {
  return [project, id].find((name) => typeof name === "string");
}
