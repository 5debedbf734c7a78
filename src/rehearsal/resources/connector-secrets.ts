import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { listed } from "../../aiven/message";
import { replaceSecretReferences, type SecretReference } from "../../aiven/secret-references";
import { type Finding, isUnknown, type Planned, Refusal } from "../meaning";
import { readSecretsFile, secretsVariable } from "../secrets-file";
import type { ConnectService } from "../services";
import type { World } from "../world";
import type { ConnectorState } from "./connector-check";
import { type SecretProvider, secretProvidersOf } from "./secret-providers";
import type { ServiceState } from "./service";

/** A reference that comes to a value, or does not. */
type Found = { readonly value: string | undefined } | { readonly fault: string };

/** References that nothing here resolves: Kafka Connect would take them for the value itself. */
export function secretFindings(planned: Planned<ConnectorState>, world: World): Finding[] {
  const { config, project, service_name: service, connector_name: name } = planned;
  if (isUnknown(config) || !config) return [];
  const providers = world.plans.secretProviders(
    isUnknown(project) || isUnknown(service) ? undefined : `${project}/${service}`,
  );
  if (!providers) return [];
  const connector = isUnknown(name) ? "" : name;
  const known = Object.entries(config).filter(([, value]) => typeof value === "string");
  return resolved(world, providers, connector, Object.fromEntries(known) as Config).findings;
}

type Config = Readonly<Record<string, string>>;

/**
 * Puts the secrets that a connector refers to where its workers look for them.
 *
 * @returns the configuration with their values, for the rehearsal's own looks at the database
 */
export function provideSecrets(
  world: World,
  connect: ConnectService,
  { connector_name: name, config }: ConnectorState,
): Config {
  const providers = secretProvidersOf(connect.values as ServiceState) ?? [];
  const { findings, files, values } = resolved(world, providers, name, config);
  const [first] = findings;
  if (first) {
    throw new Refusal(
      first.summary,
      findings.map(({ detail }) => detail).join("\n"),
      first.attribute,
    );
  }
  for (const { provider, reference, value } of files)
    keep(world, connect, provider, reference, value);
  return values;
}

/** Nothing of a service that is gone stays. */
export function forgetSecrets(world: World, connect: ConnectService): void {
  rmSync(folderOf(world, connect), { recursive: true, force: true });
}

/** The worker's working folder: what it reads by relative paths. */
export function folderOf(
  world: World,
  { project, name }: Pick<ConnectService, "project" | "name">,
): string {
  return join(world.dirOf(project, name), "secrets");
}

function resolved(
  world: World,
  providers: readonly SecretProvider[],
  connector: string,
  config: Config,
) {
  const findings: Finding[] = [];
  const files: { provider: string; reference: SecretReference; value: string }[] = [];
  const values = Object.entries(config).map(([key, text]) => {
    const value = replaceSecretReferences(String(text), (reference) => {
      const provider = providers.find(({ name }) => name === reference.provider);
      const found = find(world, providers, provider, reference);
      if ("fault" in found) {
        findings.push({
          severity: "error",
          summary: "A secret without a value",
          detail: `connector ${connector}: ${key} refers to ${reference.text}, ${found.fault}`,
          attribute: ["config", key],
        });
      } else if (found.value !== undefined) {
        world.keepSecret(found.value);
        if (provider && provider.type !== "env") {
          files.push({ provider: provider.name, reference, value: found.value });
        }
        return found.value;
      }
      return reference.text;
    });
    return [key, value] as const;
  });
  return { findings, files, values: Object.fromEntries(values) };
}

function find(
  world: World,
  providers: readonly SecretProvider[],
  provider: SecretProvider | undefined,
  { provider: name, path, key }: SecretReference,
): Found {
  if (!provider) {
    const others = providers.map((each) => each.name);
    return {
      fault: `and its Kafka Connect has no secret provider "${name}"; add it to kafka_connect_user_config.secret_providers${others.length > 0 ? `, or refer to ${listed(others)}` : ""}`,
    };
  }
  if (provider.type === "env") {
    if (path !== "") {
      return { fault: `and a provider of type env has no paths; write \${${name}:KEY}` };
    }
    if (provider.secrets && !(key in provider.secrets)) {
      return { fault: `and its provider has no such secret; add "${key}" to env.secrets` };
    }
    return { value: provider.secrets?.[key] };
  }
  if (path === "" || key === "") {
    return {
      fault: `and a provider of type ${provider.type} takes a path and a key; write \${${name}:PATH:KEY}`,
    };
  }
  return inFile(world, provider, `${path}:${key}`);
}

/** Read again each time: what a refusal said is missing can be written and applied. */
function inFile(world: World, { name, type }: SecretProvider, secret: string): Found {
  const { secretsFile } = world;
  const none = `which has no value here, where no ${type} can be reached`;
  if (secretsFile === undefined) {
    return {
      fault: `${none}; write {"${name}": {"${secret}": "…"}} into a file and name it: --secrets FILE, or ${secretsVariable}=FILE`,
    };
  }
  const secrets = secretsOf(secretsFile)[name] ?? {};
  if (!Object.hasOwn(secrets, secret)) {
    return { fault: `${none}; write {"${name}": {"${secret}": "…"}} into ${secretsFile}` };
  }
  return { value: secrets[secret] };
}

function secretsOf(file: string) {
  try {
    return readSecretsFile(file);
  } catch (error) {
    throw new Refusal("The file of secrets cannot be used", (error as Error).message);
  }
}

/** As Kafka's DirectoryConfigProvider reads it: a file for each key, in the folder of its path. */
function keep(
  world: World,
  connect: ConnectService,
  provider: string,
  { text, path, key }: SecretReference,
  value: string,
): void {
  const steps = path.split("/");
  const file = join(folderOf(world, connect), path, key);
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

function cannotKeep(reference: string): Refusal {
  return new Refusal(
    "This rehearsal cannot hold this secret",
    `it keeps each secret as a file named by its path and key, and ${reference} is none, or that of another secret; refer to it by another path`,
    ["config"],
  );
}
