import type { Diagnostic } from "../../provider/resource-handler";
import { knownBlocks, type ServiceState } from "../service";
import { isUnknown, type Planned, type Value } from "../../../stack/values";

const types = ["aws", "azure", "vault", "env"] as const;

/** A secret provider of a Connect service, as far as it is known. */
export interface SecretProvider {
  readonly name: string;
  readonly type: (typeof types)[number];
  /** Of `env`, by key; undefined while Terraform does not know them, or one of them. */
  readonly secrets?: Readonly<Record<string, string | undefined>>;
  /** With what the service logs in to the others, as far as it is secret. */
  readonly credentials: readonly string[];
}

/** The secret providers of a service; undefined while Terraform does not know them all. */
export function secretProvidersOf(config: Planned<ServiceState>): SecretProvider[] | undefined {
  const [userConfig] = knownBlocks(config.kafka_connect_user_config);
  if (isUnknown(config.kafka_connect_user_config) || isUnknown(userConfig)) return undefined;
  const providers = knownBlocks(userConfig?.secret_providers).map((block) => {
    const type = types.find((each) => knownBlocks(block[each]).length > 0);
    if (typeof block.name !== "string" || type === undefined) return undefined;
    const [own = {}] = knownBlocks(block[type]);
    return {
      name: block.name,
      type,
      secrets: type === "env" ? secretsOf(own.secrets) : undefined,
      credentials: [own.token, own.secret, own.secret_key].filter(isText),
    };
  });
  const isKnown = !isUnknown(userConfig?.secret_providers) && !providers.includes(undefined);
  return isKnown ? providers.filter((provider) => provider !== undefined) : undefined;
}

function secretsOf(map: Value): SecretProvider["secrets"] {
  if (isUnknown(map) || typeof map !== "object" || map === null) return undefined;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, isText(value) ? decoded(value) : undefined]),
  );
}

/** @see https://aiven.io/docs/products/kafka/kafka-connect/howto/configure-env-secret-provider */
function decoded(value: string): string {
  const [, text] = /^ENV-base64:(.*)$/s.exec(value) ?? [];
  return text === undefined ? value : Buffer.from(text, "base64").toString("utf8");
}

/** Kafka's own providers under the names of the service's, in the worker's configuration. */
export function workerProviders(providers: readonly SecretProvider[]): Record<string, string> {
  if (providers.length === 0) return {};
  const kafkas = "org.apache.kafka.common.config.provider";
  return {
    "config.providers": providers.map(({ name }) => name).join(","),
    ...Object.fromEntries(
      providers.flatMap(({ name, type, secrets = {} }) =>
        type === "env"
          ? [
              [`config.providers.${name}.class`, `${kafkas}.EnvVarConfigProvider`],
              [
                `config.providers.${name}.param.allowlist.pattern`,
                Object.keys(secrets).map(literalPattern).join("|") || "(?!)",
              ],
            ]
          : [
              // `path:key` is the file `key` in the folder `path` of the worker's own. Its
              // `allowed.paths` must be absolute and would refuse all of Aiven's paths, which are
              // relative: `fileFaults` refuses the absolute ones instead
              [`config.providers.${name}.class`, `${kafkas}.DirectoryConfigProvider`],
            ],
      ),
    ),
  };
}

/** A regular expression of Java that only this text matches. */
function literalPattern(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, "\\$&");
}

/** The secrets of `env`, for the worker's environment and nowhere else. */
export function workerEnvironment(providers: readonly SecretProvider[]): Record<string, string> {
  const secrets = providers.flatMap((provider) => Object.entries(provider.secrets ?? {}));
  return Object.fromEntries(secrets.filter((entry): entry is [string, string] => isText(entry[1])));
}

/** Everything secret in the service's configuration. */
export function secretValues(providers: readonly SecretProvider[]): string[] {
  return [
    ...Object.values(workerEnvironment(providers)),
    ...providers.flatMap(({ credentials }) => credentials),
  ];
}

/** The worker's own, and those by which a JVM or a loader would be led elsewhere. */
const taken =
  /^(PATH|HOME|TMPDIR|JAVA_HOME|SystemRoot|CLASSPATH|MALLOC_ARENA_MAX|LD_.*|DYLD_.*|_?JAVA_(TOOL_)?OPTIONS|JDK_JAVA_OPTIONS)$/;

/** Where the rehearsal cannot do what Aiven does: the worker has one environment. */
export function providerDiagnostics(providers: readonly SecretProvider[]): Diagnostic[] {
  const seen = new Map<string, { readonly provider: string; readonly value?: string }>();
  const diagnostics: string[] = [];
  for (const { name, secrets = {} } of providers) {
    for (const [key, value] of Object.entries(secrets)) {
      const earlier = seen.get(key);
      const shown = `secret ${JSON.stringify(key)} of provider ${JSON.stringify(name)}`;
      if (taken.test(key) || !/^[^=\0]+$/.test(key)) {
        diagnostics.push(`${shown} cannot be a variable of the worker here; give it another key`);
      } else if (earlier && earlier.value !== value) {
        diagnostics.push(
          `${shown} has another value in provider ${JSON.stringify(earlier.provider)}, and the worker here has one environment for both; give them different keys`,
        );
      }
      seen.set(key, { provider: name, value });
    }
  }
  return diagnostics.map((detail) => ({
    severity: "error",
    summary: "This rehearsal cannot hold these secrets",
    detail,
    attribute: ["kafka_connect_user_config"],
  }));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
