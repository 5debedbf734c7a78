import type { KafkaConnectKafkaConnectUserConfigSecretProviders } from "@cdktf/provider-aiven/lib/kafka-connect";
import { Token } from "cdktf";
import { type ConstructViolation, violation } from "../internal/checks";
import { sensitive } from "./connector-config";
import { secretRef } from "./secret-ref";

/** `path:key` of a secret, in the manager's own words. */
export type SecretPath = `${string}:${string}`;

/** AWS Secrets Manager (Terraform: `secret_providers.aws`). */
export interface AwsSecretsProps {
  /** What references call it. @default "aws" */
  readonly name?: string;
  /** How Kafka Connect logs in: the one way that Aiven knows. @default "credentials" */
  readonly authMethod?: "credentials";
  /** Region of AWS that keeps the secrets, for instance `eu-north-1`. */
  readonly region: string;
  /** Id of the access key. */
  readonly accessKey: string;
  /** A reference, such as a sensitive variable's `stringValue`; it lies in Terraform's state. */
  readonly secretKey: string;
}

/** Azure Key Vault (Terraform: `secret_providers.azure`). */
export interface AzureSecretsProps {
  /** What references call it. @default "azure" */
  readonly name?: string;
  /** How Kafka Connect logs in: the one way that Aiven knows. @default "credentials" */
  readonly authMethod?: "credentials";
  /** Of the service principal. */
  readonly clientId: string;
  /** Of the service principal. */
  readonly tenantId: string;
  /** A reference, such as a sensitive variable's `stringValue`; it lies in Terraform's state. */
  readonly secret: string;
}

/** HashiCorp Vault (Terraform: `secret_providers.vault`). */
export interface VaultSecretsProps {
  /** What references call it. @default "vault" */
  readonly name?: string;
  /** Where Vault serves, for instance `https://vault.example.com:8200/`. */
  readonly address: string;
  /** How Kafka Connect logs in: the one way that Aiven knows. @default "token" */
  readonly authMethod?: "token";
  /** A reference, such as a sensitive variable's `stringValue`; it lies in Terraform's state. */
  readonly token: string;
  /** Version of the key-value engine (Terraform: `engine_version`). @default - Aiven's */
  readonly engineVersion?: 1 | 2;
  /**
   * How many segments the path of the secrets engine has (Terraform: `prefix_path_depth`).
   *
   * @default - Aiven's
   */
  readonly prefixPathDepth?: number;
  /** Certificate of the server, PEM (Terraform: `server_pem`). @default - a public authority's */
  readonly serverPem?: string;
}

/**
 * Secrets that the service keeps itself, encrypted (Terraform: `secret_providers.env`). They lie
 * in Terraform's state; a value with quotes or line ends is written `ENV-base64:…`.
 */
export interface EnvSecretsProps<Key extends string = string> {
  /** What references call it. @default "env" */
  readonly name?: string;
  /** By their keys: references, such as a sensitive variable's `stringValue`. */
  readonly secrets: Readonly<Record<Key, string>>;
}

/**
 * Where Kafka Connect's workers fetch secrets by themselves, one of four kinds (Terraform:
 * `kafka_connect_user_config.secret_providers`). {@link awsSecrets}, {@link azureSecrets},
 * {@link vaultSecrets} and {@link envSecrets} make one.
 *
 * @see https://aiven.io/docs/products/kafka/kafka-connect/howto/configure-secret-providers
 */
export type SecretProvider =
  | ({ readonly type: "aws"; readonly name: string } & AwsSecretsProps)
  | ({ readonly type: "azure"; readonly name: string } & AzureSecretsProps)
  | ({ readonly type: "vault"; readonly name: string } & VaultSecretsProps)
  | ({ readonly type: "env"; readonly name: string } & EnvSecretsProps);

type ProviderOf<Type extends SecretProvider["type"], Key> = Extract<
  SecretProvider,
  { readonly type: Type }
> & {
  /** A reference to one of its secrets, for a connector: see {@link secretRef}. */
  ref(secret: Key): string;
};

/** `awsSecrets({ … }).ref("prod/pg:password")`: the secret's name or path, and a key in it. */
export function awsSecrets(props: AwsSecretsProps): ProviderOf<"aws", SecretPath> {
  return referable({ ...props, type: "aws", name: props.name ?? "aws" });
}

/** `azureSecrets({ … }).ref("my-vault.vault.azure.net:pg-password")`: a vault's host, a secret. */
export function azureSecrets(props: AzureSecretsProps): ProviderOf<"azure", SecretPath> {
  return referable({ ...props, type: "azure", name: props.name ?? "azure" });
}

/** `vaultSecrets({ … }).ref("secret/data/pg:password")`: a secret's path, and a key in it. */
export function vaultSecrets(props: VaultSecretsProps): ProviderOf<"vault", SecretPath> {
  return referable({ ...props, type: "vault", name: props.name ?? "vault" });
}

/** `envSecrets({ secrets: { password } }).ref("password")`: one of its own keys. */
export function envSecrets<Key extends string>(
  props: EnvSecretsProps<Key>,
): ProviderOf<"env", Key> {
  return referable({ ...props, type: "env", name: props.name ?? "env" });
}

function referable<Provider extends SecretProvider>(provider: Provider) {
  return { ...provider, ref: (secret: string) => secretRef(provider.name, secret) };
}

/** The block of a provider. */
export function secretProviderBlock(
  provider: SecretProvider,
): KafkaConnectKafkaConnectUserConfigSecretProviders {
  const { name } = provider;
  switch (provider.type) {
    case "aws": {
      const { authMethod = "credentials", region, accessKey, secretKey } = provider;
      // The provider marks the other half as sensitive and not this one.
      return { name, aws: { authMethod, region, accessKey: sensitive(accessKey), secretKey } };
    }
    case "azure": {
      const { authMethod = "credentials", clientId, tenantId, secret } = provider;
      return { name, azure: { authMethod, clientId, tenantId, secret } };
    }
    case "vault": {
      const { authMethod = "token", address, token, engineVersion } = provider;
      const { prefixPathDepth, serverPem } = provider;
      return {
        name,
        vault: { authMethod, address, token, engineVersion, prefixPathDepth, serverPem },
      };
    }
    case "env":
      return { name, env: { secrets: { ...provider.secrets } } };
  }
}

/** A secret that was written down would stand in the synthesized JSON. */
export function literalSecrets(providers: readonly SecretProvider[]): ConstructViolation[] {
  return providers.flatMap((provider) =>
    Object.entries(secretsOf(provider))
      .filter(([, value]) => !Token.isUnresolved(value))
      .map(([property]) =>
        violation(
          "secret-provider-literal",
          `secretProviders: ${property} of ${JSON.stringify(provider.name)} must be a reference, got a literal; use a sensitive variable's stringValue`,
        ),
      ),
  );
}

function secretsOf(provider: SecretProvider): Readonly<Record<string, string>> {
  switch (provider.type) {
    case "aws":
      return { secretKey: provider.secretKey };
    case "azure":
      return { secret: provider.secret };
    case "vault":
      return { token: provider.token };
    case "env":
      return Object.fromEntries(
        Object.entries(provider.secrets).map(([key, value]) => [`secrets.${key}`, value]),
      );
  }
}
