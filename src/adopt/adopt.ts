import { createRequire } from "node:module";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { home, isPackage, project } from "../base/project";
import { Misuse, UserError } from "../base/user-error";
import type { DebeziumVersion } from "../debezium/versions";
import { isJsonObject, type JsonBody } from "../base/json";
import type { StackJson } from "../stack/stack-json";
import { readStacks, ruleIn } from "../stack/synthesize";
import { differences } from "./check";
import { addressOf, type Configuration, isAivens, type Remark } from "./model/configuration";
import { merged, withOwnNames } from "./model/merge";
import { composedId, Resolver } from "./model/relations";
import { withoutSecrets } from "./model/secrets";
import { readProject } from "./read/api";
import { isConnector, readConnector } from "./read/connector";
import { isState, readState } from "./read/state";
import { readTerraformFolder } from "./read/terraform-files";
import { report } from "./report";
import { writeApp } from "./write/app";

export interface AdoptOptions {
  /** Folders of Terraform, states, connectors. */
  readonly inputs: readonly string[];
  /** The file to write. @default - the code is returned only */
  readonly out?: string;
  /** Id of the stack. @default "adopted" */
  readonly stack?: string;
  /** Reads what this project of Aiven's holds. @default - the API is not asked */
  readonly project?: string;
  /** Takes it that what is written exists, and composes its ids of names. @default false */
  readonly existing?: boolean;
  /** The Kafka Connect service for connectors that have none. @default - a variable */
  readonly connect?: string;
  /** Whose words such connectors are written in. @default - the newest that Aiven offers */
  readonly debezium?: DebeziumVersion;
}

export interface Adopted {
  readonly code: string;
  readonly report: string;
}

/** Writes a pipeline that exists as an app, and makes sure that it synthesizes to the same. */
export async function adopt(options: AdoptOptions): Promise<Adopted> {
  const { out, stack = "adopted", existing = false } = options;
  if (out !== undefined && existsSync(out)) {
    throw new Misuse(`${out} exists; name another file with --out, or remove it`);
  }
  if (options.inputs.length === 0 && options.project === undefined) {
    throw new Misuse("Nothing to adopt; name a folder, a state or a connector, or a --project");
  }
  const given = withoutSecrets(withOwnNames(await readAll(options)));
  const configuration = withIds(given, existing);
  if (!configuration.resources.some(isAivens)) {
    throw new Misuse(
      `${options.inputs.join(", ") || options.project} has no resource of the Aiven provider`,
    );
  }
  const file = resolve(out ?? `.adopted-${process.pid}.ts`);
  const modules = modulesFrom(dirname(file));
  try {
    const first = writeApp(configuration, { stack, modules });
    writeFileSync(file, ofLibrary(first.code));
    const { violated, stacks } = await synthesized(file);
    const { remarks, ...written } = writeApp(configuration, { stack, modules, violated });
    const code = ofLibrary(written.code);
    writeFileSync(file, code);
    requireSame(configuration, file, violated.length === 0 ? stacks : await plainly(file));
    if (out === undefined) rmSync(file);
    return {
      code,
      report: report({
        resources: configuration.resources.filter(isAivens).length,
        imports:
          configuration.imports.length +
          configuration.resources.filter(({ id }) => id !== undefined).length,
        remarks: [...configuration.remarks, ...remarks],
        violated,
        file: out ?? "The app",
      }),
    };
  } catch (error) {
    if (out === undefined) rmSync(file, { force: true });
    throw error;
  }
}

async function readAll(options: AdoptOptions): Promise<Configuration> {
  const inputs: Configuration[] = [];
  for (const input of options.inputs) inputs.push(await read(input, options));
  if (options.project !== undefined) inputs.push(await readProject(options.project));
  return merged(inputs);
}

async function read(input: string, options: AdoptOptions): Promise<Configuration> {
  const found = statSync(input, { throwIfNoEntry: false });
  if (!found) throw new Misuse(`${input} does not exist`);
  if (found.isDirectory()) return readTerraformFolder(input);
  const json = parse(input);
  if (isState(json)) return readState(json);
  if (isConnector(json)) return readConnector(json, input, options);
  throw new Misuse(
    `${input} is neither a Terraform state nor a connector; name a state, the output of terraform show -json, or a connector's JSON`,
  );
}

function parse(file: string): JsonBody {
  const text = readFileSync(file, "utf8");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Misuse(
      `${file} is no JSON; name a state or a connector, or the folder of a Terraform configuration`,
    );
  }
  if (!isJsonObject(json as JsonBody)) throw new Misuse(`${file} is no JSON object`);
  return json as JsonBody;
}

/** What exists has an import block; of what Aiven names itself, only a state or the API knows. */
function withIds(given: Configuration, existing: boolean): Configuration {
  if (!existing) return given;
  const resolver = new Resolver(given.resources, given.locals);
  const remarks: Remark[] = [];
  const resources = given.resources.map((resource) => {
    if (resource.mode === "data" || !isAivens(resource) || resource.id !== undefined) {
      return resource;
    }
    const id = composedId(resource, resolver);
    if (id !== undefined) return { ...resource, id };
    const what =
      "has no import block: there are several, or Aiven makes up its id; give the state, too, or --project";
    remarks.push({ kind: "next", where: addressOf(resource), what });
    return resource;
  });
  return { ...given, resources, remarks: [...given.remarks, ...remarks] };
}

/** In this project's folder, its own files; elsewhere, the package. */
function modulesFrom(folder: string) {
  const path = relative(home, folder);
  if (path.startsWith("..") || path.split(sep).includes("node_modules")) {
    return { constructs: "aiven-cdc", stack: "aiven-cdc" };
  }
  const to = (target: string) => {
    const from = relative(folder, join(home, target)).split(sep).join("/");
    return from.startsWith(".") ? from : `./${from}`;
  };
  return { constructs: to("constructs"), stack: to("src/aiven-stack") };
}

/** With imports of cdktn in a project that has the bindings for that alone. */
function ofLibrary(code: string): string {
  if (!isPackage || isInstalled("@cdktf/provider-aiven")) return code;
  return code.replace(/(from ")(@?)cdktf(["/])/g, "$1$2cdktn$3");
}

function isInstalled(name: string): boolean {
  try {
    createRequire(join(project, "package.json")).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** The stacks of the app, and the rules whose violations would fail its synth. */
function synthesized(app: string) {
  return readStacks({ app, reportsErrors: true }, (stacks) => {
    const errors = stacks
      .flatMap(({ annotations }) => annotations)
      .filter(({ level }) => level === "@cdktf/error");
    return {
      violated: [...new Set(errors.flatMap((error) => ruleIn(error) ?? []))].sort(),
      stacks: stacks.map(({ json }) => json),
    };
  });
}

function plainly(app: string): Promise<StackJson[]> {
  return readStacks({ app }, (stacks) => stacks.map(({ json }) => json));
}

function requireSame(given: Configuration, file: string, stacks: readonly StackJson[]): void {
  const found = stacks.flatMap((json) => differences(given, json));
  if (found.length === 0) return;
  throw new UserError(
    [
      `${basename(file)} does not synthesize to what was read; this is a defect of cdc adopt:`,
      ...found.map((each) => `  ${each}`),
    ].join("\n"),
  );
}
