import { isSecretName } from "../../../base/secret-names";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { requirement, suggestion } from "../message";
import type { Rule } from "../rule";

/** `${provider:key}` that Terraform would read as its own; none of its expressions looks so. */
const unescaped = /(?<!\$)\$\{[a-z][\w-]*:[^}]*\}/i;

const interpolation: Rule<ConnectorSubject> = {
  name: "secret-reference-escaped",
  severity: "error",
  description:
    "A reference to a secret provider is written `$${provider:key}`: `${` belongs to Terraform, and neither cdktf nor cdktn escapes it.",
  source: "Terraform's template syntax",
  property: "config",
  check: ({ config = {} }) =>
    Object.entries(config).flatMap(([key, value]) => {
      const reference = unescaped.exec(String(value ?? ""))?.[0];
      if (reference === undefined) return [];
      const what = "escape a secret reference from Terraform";
      return requirement(
        `config[${JSON.stringify(key)}]`,
        what,
        reference,
        suggestion(`$${reference}`),
      );
    }),
};

const literal: Rule<ConnectorSubject> = {
  name: "secret-literal",
  severity: "error",
  description:
    "A secret is a reference: a literal is written into the synthesized JSON, the state and every plan.",
  source: "terraform-provider-aiven, `config` is not marked as sensitive",
  property: "config",
  check: ({ config = {} }) =>
    Object.entries(config).flatMap(([key, value]) => {
      const text = String(value ?? "");
      if (!isSecretName(key) || text === "" || text.includes("${")) return [];
      return `config[${JSON.stringify(key)}] must be a reference, got a literal; use a sensitive variable, an attribute of the service or "$\${env:…}"`;
    }),
};

export const secretRules: readonly Rule<ConnectorSubject>[] = [interpolation, literal];
