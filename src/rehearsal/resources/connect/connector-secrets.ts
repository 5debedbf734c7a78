import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { alternatives } from "../../../aiven/rules/message";
import { replaceSecretReferences, type SecretReference } from "../../../aiven/secret-references";
import { own } from "../../../base/own";
import { type Diagnostic, ApiError } from "../../provider/resource-handler";
import { readSecretsFile, secretsVariable } from "../../session/secrets-file";
import type { ConnectService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import type { ConnectorState } from "./connector-check";
import { type SecretProvider, secretProvidersOf } from "./secret-providers";
import type { ServiceState } from "../service";
import { isUnknown, type Planned } from "../../../stack/values";

/** A reference that comes to a value, or does not. */
type Found = { readonly value: string | undefined } | { readonly violation: string };

/** References that nothing here resolves: Kafka Connect would take them for the value itself. */
export function secretDiagnostics(
  planned: Planned<ConnectorState>,
  cloud: LocalCloud,
): Diagnostic[] {
  const { config, project, service_name: service, connector_name: name } = planned;
  if (isUnknown(config) || !config) return [];
  const providers = cloud.plannedFacts.secretProviders(
    isUnknown(project) || isUnknown(service) ? undefined : `${project}/${service}`,
  );
  if (!providers) return [];
  const connector = isUnknown(name) ? "" : name;
  const known = Object.entries(config).filter(([, value]) => typeof value === "string");
  return resolved(cloud, providers, connector, Object.fromEntries(known) as Config).diagnostics;
}

type Config = Readonly<Record<string, string>>;

/**
 * Puts the secrets that a connector refers to where its workers look for them.
 *
 * @returns the configuration with their values, for the rehearsal's own looks at the database
 */
export function provideSecrets(
  cloud: LocalCloud,
  connect: ConnectService,
  { connector_name: name, config }: ConnectorState,
): Config {
  const providers = secretProvidersOf(connect.values as ServiceState) ?? [];
  const { diagnostics, files, secrets, values } = resolved(cloud, providers, name, config);
  secrets.forEach((secret) => cloud.keepSecret(secret));
  const [first] = diagnostics;
  if (first) {
    throw new ApiError(
      first.summary,
      diagnostics.map(({ detail }) => detail).join("\n"),
      first.attribute,
    );
  }
  for (const { provider, reference, value } of files)
    keep(cloud, connect, provider, reference, value);
  return values;
}

/** Nothing of a service that is gone stays. */
export function forgetSecrets(cloud: LocalCloud, connect: ConnectService): void {
  rmSync(folderOf(cloud, connect), { recursive: true, force: true });
}

/** The worker's working folder: what it reads by relative paths. */
export function folderOf(
  cloud: LocalCloud,
  { project, folder }: Pick<ConnectService, "project" | "folder">,
): string {
  return join(cloud.dirOf(project, folder), "secrets");
}

function resolved(
  cloud: LocalCloud,
  providers: readonly SecretProvider[],
  connector: string,
  config: Config,
) {
  const diagnostics: Diagnostic[] = [];
  const secrets: string[] = [];
  const files: { provider: string; reference: SecretReference; value: string }[] = [];
  const values = Object.entries(config).map(([key, text]) => {
    const value = replaceSecretReferences(String(text), (reference) => {
      const provider = providers.find(({ name }) => name === reference.provider);
      const found = find(cloud, providers, provider, reference);
      if ("violation" in found) {
        diagnostics.push({
          severity: "error",
          summary: "A secret without a value",
          detail: `connector ${connector}: ${key} refers to ${reference.text}, ${found.violation}`,
          attribute: ["config", key],
        });
      } else if (found.value !== undefined) {
        secrets.push(found.value);
        if (provider && provider.type !== "env") {
          files.push({ provider: provider.name, reference, value: found.value });
        }
        return found.value;
      }
      return reference.text;
    });
    return [key, value] as const;
  });
  return { diagnostics, files, secrets, values: Object.fromEntries(values) };
}

function find(
  cloud: LocalCloud,
  providers: readonly SecretProvider[],
  provider: SecretProvider | undefined,
  { provider: name, path, key }: SecretReference,
): Found {
  if (!provider) {
    const others = providers.map((each) => each.name);
    return {
      violation: `and its Kafka Connect has no secret provider "${name}"; add it to kafka_connect_user_config.secret_providers${others.length > 0 ? `, or refer to ${alternatives(others)}` : ""}`,
    };
  }
  if (provider.type === "env") {
    if (path !== "") {
      return { violation: `and a provider of type env has no paths; write \${${name}:KEY}` };
    }
    if (provider.secrets && !Object.hasOwn(provider.secrets, key)) {
      return { violation: `and its provider has no such secret; add "${key}" to env.secrets` };
    }
    return { value: provider.secrets?.[key] };
  }
  if (path === "" || key === "") {
    return {
      violation: `and a provider of type ${provider.type} takes a path and a key; write \${${name}:PATH:KEY}`,
    };
  }
  return inFile(cloud, provider, `${path}:${key}`);
}

/** Read again each time: what a refusal said is missing can be written and applied. */
function inFile(cloud: LocalCloud, { name, type }: SecretProvider, secret: string): Found {
  const { secretsFile } = cloud;
  const none = `which has no value here, where no ${type} can be reached`;
  if (secretsFile === undefined) {
    return {
      violation: `${none}; write {"${name}": {"${secret}": "…"}} into a file and name it: --secrets FILE, or ${secretsVariable}=FILE`,
    };
  }
  const secrets = own(secretsOf(secretsFile), name) ?? {};
  if (!Object.hasOwn(secrets, secret)) {
    return { violation: `${none}; write {"${name}": {"${secret}": "…"}} into ${secretsFile}` };
  }
  return { value: secrets[secret] };
}

function secretsOf(file: string) {
  try {
    return readSecretsFile(file);
  } catch (error) {
    throw new ApiError("The file of secrets cannot be used", (error as Error).message);
  }
}

/** As Kafka's DirectoryConfigProvider reads it: a file for each key, in the folder of its path. */
function keep(
  cloud: LocalCloud,
  connect: ConnectService,
  provider: string,
  { text, path, key }: SecretReference,
  value: string,
): void {
  const steps = path.split("/");
  const file = join(folderOf(cloud, connect), path, key);
  const other = connect.secretFiles.get(file);
  const isPlain =
    !isAbsolute(path) &&
    !/[\\/]/.test(key) &&
    ![...steps, key].some((step) => step === "." || step === ".." || step === "");
  if (!isPlain || (other && other.provider !== provider && other.value !== value)) {
    throw cannotKeep(text);
  }
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, value, { mode: 0o600 });
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw ["EEXIST", "ENOTDIR", "EISDIR", "ENAMETOOLONG"].includes(code) ? cannotKeep(text) : error;
  }
  connect.secretFiles.set(file, { provider, value });
}

function cannotKeep(reference: string): ApiError {
  return new ApiError(
    "This rehearsal cannot hold this secret",
    `it keeps each secret as a file named by its path and key, and ${reference} is not a file name, or is that of another secret; refer to it by another path`,
    ["config"],
  );
}
