import { notKnownYet } from "../../../src/aiven/rules/rule";
import {
  type ReferredSecret,
  secretProviderRules,
} from "../../../src/aiven/rules/connect/secret-provider-rules";
import { casesOf } from "../rule-case";

const password: ReferredSecret = {
  connectorName: "orders",
  property: "database.password",
  reference: "${vault:secret/data/pg:password}",
  provider: "vault",
};
const asked =
  'config["database.password"] of connector "orders" refers to ${vault:secret/data/pg:password}';

export const secretProviderCases = casesOf(secretProviderRules, [
  {
    rule: "connect-secret-provider-names",
    legal: [{}, { secretProviders: ["vault", "db_credentials"] }, { secretProviders: notKnownYet }],
    wrong: [
      [
        { secretProviders: ["my vault"] },
        'secretProviders must have names that match /^[^\\s,:${}]+$/, got "my vault"; rename it',
      ],
      [
        { secretProviders: ["vault", "env", "vault", "vault"] },
        'secretProviders must have unique names, got "vault"; rename all but one',
      ],
    ],
  },
  {
    rule: "connect-secret-providers",
    legal: [
      {},
      { secretProviders: ["vault"], secretReferences: [password] },
      { secretProviders: notKnownYet, secretReferences: [password] },
      { secretProviders: ["vault"], secretReferences: notKnownYet },
    ],
    wrong: [
      [
        { secretReferences: [password] },
        `secretProviders must include "vault", because ${asked}, got none; add a provider with that name`,
      ],
      [
        { secretProviders: ["env", "vaults"], secretReferences: [password] },
        `secretProviders must include "vault", because ${asked}, got "env, vaults"; add a provider with that name, or refer to env or vaults`,
      ],
    ],
  },
]);
