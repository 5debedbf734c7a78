import { nearest } from "../../../base/text/nearest";
import { isKnown } from "../../../debezium/properties/values";
import { singleCertificate } from "../../../debezium/authority";
import { postgresConnectorClass } from "../../../debezium/versions";
import { connectorClasses } from "../../facts/connector-classes";
import { secretReferences } from "../../secret-references";
import type { ConnectorSubject } from "../../terraform/connector-subject";
import { recommendation, requirement } from "../message";
import type { Rule } from "../rule";

const connectorClass: Rule<ConnectorSubject> = {
  name: "connector-class",
  severity: "error",
  refusedByAiven: true,
  description:
    "The class of a connector is not a slip away from one that Aiven offers: Kafka Connect finds no class by a name that differs in a letter or its case.",
  source: "https://aiven.io/docs/products/kafka/kafka-connect/concepts/list-of-connector-plugins",
  property: "connectorClass",
  check({ connectorClass: got }) {
    if (got === undefined || connectorClasses.includes(got)) return undefined;
    const meant = nearest(got, connectorClasses);
    if (meant === undefined) return undefined;
    const what = "be the class of a connector that Aiven offers";
    return requirement("connectorClass", what, got, { suggestion: meant });
  },
};

const rootCertificate: Rule<ConnectorSubject> = {
  name: "tls-root-certificate",
  severity: "error",
  description:
    "A connection that verifies PostgreSQL's certificate has the authority's: without `database.sslrootcert` the driver looks for a file that the workers do not have, and connects to nothing.",
  source: "pgjdbc, `sslmode` and `sslrootcert`",
  property: "config",
  inputs: ["connectorClass"],
  check({ connectorClass: of, config = {} }) {
    const mode = config["database.sslmode"];
    if (of !== postgresConnectorClass || !isKnown(mode)) return undefined;
    if (!/^\s*verify-(ca|full)\s*$/i.test(String(mode))) return undefined;
    const others = ["database.sslrootcert", "driver.sslrootcert", ...factories];
    if (others.some((key) => Object.hasOwn(config, key) && config[key] !== "")) return undefined;
    const what = `be set for database.sslmode ${JSON.stringify(String(mode).trim())}`;
    const advice = `give the authority's certificate itself, in PEM, as ${singleCertificate.argumentProperty} with ${singleCertificate.factoryProperty} "${singleCertificate.factory}", or use "require", which encrypts and does not verify`;
    return requirement('config["database.sslrootcert"]', what, undefined, { advice });
  },
};

const factoryArgument: Rule<ConnectorSubject> = {
  name: "tls-factory-argument",
  severity: "error",
  description: `The driver's factory for one certificate has that certificate, \`${singleCertificate.argumentProperty}\`: without it nothing connects.`,
  source: "pgjdbc, SingleCertValidatingFactory",
  property: "config",
  inputs: ["connectorClass"],
  check({ connectorClass: of, config = {} }) {
    if (of !== postgresConnectorClass) return [];
    if (config[singleCertificate.factoryProperty] !== singleCertificate.factory) return [];
    const given = ["database", "driver"].map((prefix) => `${prefix}.sslfactoryarg`);
    if (given.some((key) => Object.hasOwn(config, key) && config[key] !== "")) return [];
    const what = "be the certificate that the factory trusts";
    return requirement(`config["${singleCertificate.argumentProperty}"]`, what, undefined, {
      advice: "set it in PEM",
    });
  },
};

/** With a factory of its own, the driver finds certificates elsewhere. */
const factories = ["database.sslfactory", "driver.sslfactory"];

/** The first names of Terraform's references that are no type of a resource. */
const roots = "var|local|data|module|each|count|path|terraform|self";

/** No expression of Terraform's: a name or a number alone, or a path that begins with no such name. */
const ownText = new RegExp(
  String.raw`^\s*(?:(?!(?:true|false|null)\s*$)[a-z][\w-]*|\d+|(?!(?:${roots})\.)[a-z][a-z0-9-]*(?:\.[\w-]+)+)\s*$`,
  "i",
);

const references: Rule<ConnectorSubject> = {
  name: "reference-known",
  severity: "error",
  description:
    "`${…}` is a reference of Terraform's or, escaped as `$${…}`, of the connector's own: Terraform fails at any other.",
  source: "Terraform, references to named values",
  property: "config",
  check: ({ config = {} }) =>
    Object.entries(config).flatMap(([key, value]) =>
      [...String(value ?? "").matchAll(/(?<!\$)\$\{([^{}]*)\}/g)]
        .filter(([, expression = ""]) => ownText.test(expression))
        .map(([text]) =>
          requirement(
            `config[${JSON.stringify(key)}]`,
            "refer to something of Terraform's, or escape what is the connector's own",
            text,
            { suggestion: `$${text}` },
          ),
        ),
    ),
};

/** Where the connector itself, or a transform, puts something in the place of `${…}`. */
const withPlaceholders = /^(transforms|predicates|topic)\./;

const secrets: Rule<ConnectorSubject> = {
  name: "secret-reference-form",
  severity: "warning",
  description:
    "A reference to a secret has a colon after the name of its provider, `${provider:key}`: Kafka Connect takes any other `${…}` for the text that it is.",
  source: "Apache Kafka, `ConfigTransformer`",
  property: "config",
  check: ({ config = {} }) =>
    Object.entries(config).flatMap(([key, value]) => {
      if (withPlaceholders.test(key)) return [];
      return [...String(value ?? "").matchAll(/\$(\$\{[^{}]*\})/g)]
        .filter(([, text = ""]) => secretReferences(text).length === 0)
        .map(([, text = ""]) =>
          recommendation(
            `config[${JSON.stringify(key)}]`,
            "refer to a secret as ${provider:key}",
            text,
            "Kafka Connect takes it for the text that it is",
            { advice: withColon(text) },
          ),
        );
    }),
};

/** `${vault.pg}` and `${vault/pg}` were meant to be `${vault:pg}`. */
function withColon(text: string): string {
  const meant = text.replace(/^(\$\{[\w-]+)[./](?=.)/, "$1:");
  return meant === text ? "name the provider and the key" : `use "$${meant}"`;
}

/** What must hold for single values of a connector's configuration. */
export const valueRules: readonly Rule<ConnectorSubject>[] = [
  connectorClass,
  rootCertificate,
  factoryArgument,
  references,
  secrets,
];
