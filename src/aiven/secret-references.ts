/** A reference to a secret in a connector's configuration, as Kafka Connect reads it. */
export interface SecretReference {
  /** All of it: `${vault:secret/data/pg:password}`. */
  readonly text: string;
  /** Name of the secret provider. */
  readonly provider: string;
  /** Where to look, `secret/data/pg`; empty where the provider has no paths, as `env` has none. */
  readonly path: string;
  readonly key: string;
}

/** Apache Kafka, `ConfigTransformer.DEFAULT_PATTERN`. */
const pattern = /\$\{([^}]*?):(?:([^}]*?):)?([^}]*?)\}/g;

/** The references within a property's value. */
export function secretReferences(value: string): SecretReference[] {
  return [...value.matchAll(pattern)].map(([text, provider = "", path = "", key = ""]) => ({
    text,
    provider,
    path,
    key,
  }));
}

/** As {@link secretReferences}, of a value with each found one replaced. */
export function replaceSecretReferences(
  value: string,
  replacement: (reference: SecretReference) => string,
): string {
  return value.replace(pattern, (text: string, provider = "", path = "", key = "") =>
    replacement({ text, provider, path, key }),
  );
}

/** References as they stand in Terraform, where `$${` is a `${` that Terraform leaves alone. */
export function escapedSecretReferences(value: string): SecretReference[] {
  return (value.match(/\$\$\{[^}]*\}/g) ?? []).flatMap((text) => secretReferences(text.slice(1)));
}
