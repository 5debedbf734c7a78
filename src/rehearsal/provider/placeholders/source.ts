import { createHmac, randomBytes } from "node:crypto";
import { generate } from "selfsigned";
import { identifier } from "./identifiers";

/** The domain that no one can have: https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const domain = "rehearsal.invalid";

/** A label of a host name has at most 63 characters: `held-`, two names and the hyphen between. */
const nameLength = 28;

/**
 * Where placeholders come from. They are random for each rehearsal, and the same in all of it: a
 * data source is read at every plan.
 */
export class PlaceholderSource {
  readonly #seed = randomBytes(32);
  readonly #started = new Date();
  #preparation: Promise<void> | undefined;
  #certificate: { readonly cert: string; readonly private: string } | undefined;

  /** Makes what takes time, once. */
  prepare(): Promise<void> {
    this.#preparation ??= this.#makeCertificate();
    return this.#preparation;
  }

  async #makeCertificate(): Promise<void> {
    this.#certificate = await generate([{ name: "commonName", value: `held.${domain}` }], {
      keyType: "ec",
      algorithm: "sha256",
    });
  }

  /** A certificate that nobody trusts, and its key. */
  get certificate(): { readonly cert: string; readonly private: string } {
    if (!this.#certificate) throw new Error("prepare() makes the certificate");
    return this.#certificate;
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
