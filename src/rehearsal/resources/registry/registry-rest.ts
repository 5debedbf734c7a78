import { basicAuthorization } from "../../../clients/basic-auth";
import type { SchemaRegistry } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { ApiError } from "../../provider/resource-handler";
import type { Values } from "../../../stack/values";

/** The arguments that say whose registry it is. */
export interface RegistryState extends Values {
  project: string;
  service_name: string;
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** The registry of a Kafka that has one. */
export function registryOf(cloud: LocalCloud, state: RegistryState): SchemaRegistry {
  const { project, service_name: name } = state;
  const { registry } = cloud.get("kafka", project, name, "service_name");
  if (registry) return registry;
  throw new ApiError(
    "Schema registry is not enabled",
    `${project}/${name} is a Kafka without a schema registry; set schema_registry = true in its kafka_user_config`,
    ["service_name"],
  );
}

/** As {@link registryOf}, where both are there: without them nothing of it is. */
export function findRegistry(cloud: LocalCloud, state: RegistryState): SchemaRegistry | undefined {
  return cloud.find("kafka", state.project, state.service_name)?.registry;
}

/** Asks as the administrator, by the address that everybody uses. */
export async function ask(
  { url, admin }: SchemaRegistry,
  method: string,
  path: readonly string[],
  json?: unknown,
): Promise<Answer> {
  const steps = path.map(encodeURIComponent).join("/");
  const response = await fetch(`${url}/${steps}`, {
    method,
    headers: { authorization: basicAuthorization(admin), "content-type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  return { status: response.status, json: await response.json() };
}

/** As {@link ask}, for what must be done; the registry's own reason is the error's. */
export async function must(
  what: string,
  attribute: string,
  asked: Promise<Answer>,
): Promise<unknown> {
  const { status, json } = await asked;
  if (status < 400) return json;
  throw new ApiError(what, messageIn(json), [attribute]);
}

export function messageIn(json: unknown): string {
  return String((json as { message?: unknown } | undefined)?.message ?? "no reason is given");
}
