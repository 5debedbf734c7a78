import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../../base/user-error";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { readStackJson, stackFile } from "../../stack/stack-json";

/** Where a state is kept: a backend with its arguments. */
interface StatePlace {
  readonly backend: string;
  readonly config: JsonBody;
}

/**
 * What tells the states of a backend apart.
 *
 * https://developer.hashicorp.com/terraform/language/backend
 */
const identities: Readonly<Record<string, readonly string[]>> = {
  local: ["path"],
  s3: ["bucket", "key"],
  gcs: ["bucket", "prefix"],
  azurerm: ["storage_account_name", "container_name", "key"],
  http: ["address"],
  consul: ["path"],
  pg: ["conn_str", "schema_name"],
  kubernetes: ["namespace", "secret_suffix"],
  oss: ["bucket", "prefix", "key"],
  cos: ["bucket", "prefix", "key"],
  remote: ["organization", "workspaces"],
};

export function isHandWritten(name: string): boolean {
  return /\.tf(\.json)?$/.test(name) && name !== stackFile;
}

/**
 * An override by which references from one stack to another become references to the other's
 * rehearsed state.
 *
 * @param statePath where the rehearsal keeps the state of a stack
 * @throws UserError for the state of anything else
 */
export function rehearsedStates(dir: string, statePath: (dir: string) => string): object {
  const file = join(dir, stackFile);
  if (!existsSync(file)) {
    const asking = readdirSync(dir).find(
      (name) =>
        isHandWritten(name) &&
        readFileSync(join(dir, name), "utf8").includes("terraform_remote_state"),
    );
    if (asking !== undefined) throw readsRealState(join(dir, asking));
    return {};
  }
  const found = readStackJson(dir).data?.terraform_remote_state;
  if (!found) return {};
  const rehearsed = Object.entries(found).map(([name, { backend, config }]) => {
    const place = placed(
      { backend: String(backend), config: isJsonObject(config) ? config : {} },
      dir,
    );
    const stack = siblings(dir).find((sibling) => isSame(sibling.place, place));
    if (!stack) throw readsRealState(file);
    const state = { backend: "local", config: { path: statePath(stack.dir) } };
    return [name, { ...state, workspace: "default" }];
  });
  return { data: { terraform_remote_state: Object.fromEntries(rehearsed) } };
}

function siblings(dir: string): { dir: string; place: StatePlace }[] {
  const stacks = dirname(dir);
  return readdirSync(stacks).flatMap((name) => {
    const sibling = join(stacks, name);
    if (!existsSync(join(sibling, stackFile))) return [];
    const { backend, cloud } = readStackJson(sibling).terraform ?? {};
    const [[type, config] = ["remote", cloud]] = Object.entries(backend ?? {});
    const body = one(config);
    return isJsonObject(body)
      ? [{ dir: sibling, place: placed({ backend: type, config: body }, sibling) }]
      : [];
  });
}

/** A path of a local state begins at the folder of its stack. */
function placed({ backend, config }: StatePlace, dir: string): StatePlace {
  if (backend !== "local") return { backend, config };
  const { path = "terraform.tfstate" } = config;
  return { backend, config: { ...config, path: resolve(dir, String(path)) } };
}

function isSame(one: StatePlace, other: StatePlace): boolean {
  if (one.backend !== other.backend) return false;
  const names = identities[one.backend] ?? Object.keys(other.config);
  const isKnown = names.some((name) => one.config[name] !== undefined);
  return isKnown && names.every((name) => sameText(one.config[name], other.config[name]));
}

function sameText(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(one(a) ?? null) === JSON.stringify(one(b) ?? null);
}

/** A block may be written as a list of one. */
function one(value: Json | undefined): Json | undefined {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function readsRealState(file: string): UserError {
  return new UserError(
    `${file} reads the state of a real deployment (terraform_remote_state), which a rehearsal ` +
      "never does; only stacks of one CDKTF app can refer to each other here, by the backend that one names and the other reads",
  );
}
