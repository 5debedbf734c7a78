import { alternatives, requirement } from "../message";
import type { Rule } from "../rule";

/** The secret providers of a Kafka Connect, and what its connectors ask of them. */
export interface SecretProviderSubject {
  /** Their names. */
  readonly secretProviders: readonly string[];
  readonly secretReferences: readonly ReferredSecret[];
}

/** A reference in the configuration of a connector; none of it is secret. */
export interface ReferredSecret {
  readonly connectorName: string;
  /** The connector's property that it stands in: `database.password`. */
  readonly property: string;
  /** `${vault:secret/data/pg:password}` */
  readonly reference: string;
  /** Name of the provider that is asked. */
  readonly provider: string;
}

const secretProviders =
  "https://aiven.io/docs/products/kafka/kafka-connect/howto/configure-secret-providers";

/** In `${name:path:key}` it ends at the colon, and in Kafka's `config.providers` at a comma. */
const form = /^[^\s,:${}]+$/;

const names: Rule<SecretProviderSubject> = {
  name: "connect-secret-provider-names",
  severity: "error",
  description:
    "A secret provider's name is unique, and has no character that ends it in `${name:path:key}` or in Kafka's list of providers: spaces, commas, colons, `$` and braces.",
  source: "Apache Kafka, Kafka Connect's `config.providers`",
  property: "secretProviders",
  check: ({ secretProviders: all = [] }) => [
    ...all
      .filter((name) => !form.test(name))
      .map((name) =>
        requirement("secretProviders", `have names that match ${form}`, name, {
          advice: "rename it",
        }),
      ),
    ...[...new Set(all.filter((name, at) => all.indexOf(name) !== at))].map((name) =>
      requirement("secretProviders", "have unique names", name, { advice: "rename all but one" }),
    ),
  ],
};

const providers: Rule<SecretProviderSubject> = {
  name: "connect-secret-providers",
  severity: "error",
  description:
    "Each secret provider that a connector refers to exists on its Kafka Connect: otherwise the reference itself is used as the value, and the login fails.",
  source: `Apache Kafka, \`ConfigTransformer\`; ${secretProviders}`,
  property: "secretReferences",
  inputs: ["secretProviders"],
  check: ({ secretProviders: all = [], secretReferences = [] }) =>
    secretReferences
      .filter(({ provider }) => !all.includes(provider))
      .map(({ connectorName, property, reference, provider }) => {
        const asked = `config[${JSON.stringify(property)}] of connector ${JSON.stringify(connectorName)}`;
        const other = all.length > 0 ? `, or refer to ${alternatives(all)}` : "";
        return requirement(
          "secretProviders",
          `include ${JSON.stringify(provider)}, because ${asked} refers to ${reference}`,
          all.length > 0 ? all.join(", ") : undefined,
          { advice: `add a provider with that name${other}` },
        );
      }),
};

export const secretProviderRules: readonly Rule<SecretProviderSubject>[] = [names, providers];
