import type { Json } from "../../base/json";
import { addressOf, type Configuration, isAivens, type Remark } from "../model/configuration";
import { expressionOf } from "../model/expressions";
import { Resolver, serviceKey } from "../model/relations";
import { schemaOf } from "../model/schema";
import { type Code, comment, layOut, quoted } from "./code";
import { constant, Names, Places } from "./names";
import { inOrder } from "./order";
import { connector, integration, lookup, replicationUser } from "./pipeline";
import { plain } from "./plain";
import { Scope } from "./scope";
import { service } from "./services";
import { services as constructs } from "./service-settings";
import { isAssignment, type Placed, type Statement, type Written } from "./statement";
import { othersAsTheyAre, outputs, settings } from "./surroundings";
import { text } from "./values";

export interface AppOptions {
  /** Id of the stack. */
  readonly stack: string;
  /** Where names of this project are imported from: `constructs` and `stack`. */
  readonly modules: Readonly<Record<"constructs" | "stack", string>>;
  /** Rules that the configuration violates as it is. @default - none */
  readonly violated?: readonly string[];
}

export interface WrittenApp {
  readonly code: string;
  readonly remarks: readonly Remark[];
}

/** A configuration as an app: typed, in the order of its references. */
export function writeApp(given: Configuration, options: AppOptions): WrittenApp {
  const project = projectOf(given);
  const isOwn = project === undefined || project === "var.project_name";
  const keepsVariable = isOwn && !hasMore(given.variables.project_name);
  const scope = new Scope(project);
  const reserved = ["aiven", "api_token", ...(keepsVariable ? ["project_name"] : []), "outputs"];
  const places = new Places([...reserved, ...Object.keys(given.variables)]);
  const constants = new Names();
  const statements: Statement[] = [];
  const remarks: Remark[] = [];
  const before = settings(given, { scope, constants, places, isOwnProject: keepsVariable });
  statements.push(...before.statements);
  remarks.push(...before.remarks);
  const resolver = new Resolver(given.resources, given.locals);
  const context = { scope, resolver, services: servicesOf(given, resolver) };
  const aivens = given.resources.filter(isWritable);
  for (const resource of inOrder(aivens, resolver)) {
    const { mode, type, name } = resource;
    const base = type.replace(/^aiven_/, "");
    const placed: Placed = {
      constant: constants.take(constant(name), constant(`${name}_${base}`)),
      ...places.take(name),
    };
    const made = constructs[type];
    const written: Written =
      (mode === "data" && lookup(resource, placed, scope)) ||
      (mode === "managed" && made && service(made, resource, placed, scope)) ||
      (type === "aiven_kafka_connector" && connector(resource, placed, context)) ||
      (type === "aiven_service_integration" && integration(resource, placed, context)) ||
      (type === "aiven_pg_user" && replicationUser(resource, placed, context)) ||
      plain(resource, placed, scope);
    statements.push(written.statement);
    remarks.push(...written.remarks);
  }
  const others = othersAsTheyAre(given, scope, { constants, places });
  const last = outputs(given.outputs, scope);
  remarks.push(...others.remarks);
  const body = [
    ...statements.map((each) => laidOut(each, scope)),
    ...others.statements.map((each) => laidOut(each, scope)),
    ...(last.length > 0 ? ['const outputs = new Construct(stack, "outputs");'] : []),
    ...last.map((code) => `${layOut(code, "", "", ";")};`),
  ];
  const props = keepsVariable ? undefined : projectProps(project, scope);
  return {
    code: assembled(given, [...scopesOf(places, scope), ...body], props, scope, options),
    remarks,
  };
}

/** What Aiven's bindings have a class for. */
function isWritable(resource: Configuration["resources"][number]): boolean {
  return isAivens(resource) && schemaOf(resource) !== undefined;
}

function servicesOf({ resources }: Configuration, resolver: Resolver): Map<string, string> {
  return new Map(
    resources.map((each) => [
      serviceKey(resolver, each.type, each.body.project, each.body.service_name),
      addressOf(each),
    ]),
  );
}

/** The project that most resources are in, as an expression or a text. */
function projectOf({ resources }: Configuration): string | undefined {
  const counts = new Map<string, number>();
  for (const { body } of resources) {
    const { project } = body;
    if (typeof project !== "string") continue;
    const key = expressionOf(project) ?? project;
    if (expressionOf(project) === undefined && project.includes("${")) continue;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** Whether a variable has what AivenStack's own has not. */
function hasMore(variable: Readonly<Record<string, Json>> | undefined): boolean {
  return Object.keys(variable ?? {}).some((name) => !["type", "description"].includes(name));
}

function projectProps(project: string | undefined, scope: Scope): Code | undefined {
  if (project === undefined) return undefined;
  const isExpression = /^(var|local|data|module)\./.test(project);
  const plainly = new Scope();
  const value = text(isExpression ? `\${${project}}` : project, plainly);
  if (isExpression) {
    scope.import("cdktf", "ref");
    scope.import("cdktf", "Token");
    scope.use("terraform");
  }
  return { object: [["project", value]] };
}

function laidOut({ comments, constant: name, creation, more }: Statement, scope: Scope): string {
  const isUsed = name !== "" && (more.length > 0 || scope.used.has(name));
  const before = isUsed ? `const ${name} = ` : "";
  const said = more.map((each) => {
    if (!isAssignment(each)) return `${layOut(each, "", "", ";")};`;
    return `${each.to} = ${layOut(each.value, "", `${each.to} = `, ";")};`;
  });
  return [
    ...comments.map((each) => comment(each)),
    `${before}${layOut(creation, "", before, ";")};`,
    ...said,
  ].join("\n");
}

/** Scopes that stay out of names in Terraform. */
function scopesOf({ scopes }: Places, scope: Scope): string[] {
  if (scopes.length === 0) return [];
  scope.import("constructs", "Construct");
  const reason = 'Several types share names: "Default" stays out of those in Terraform.';
  const lines = scopes.map(
    ({ name, parent }) => `const ${name} = new Construct(${parent}, "Default");`,
  );
  return [[comment(reason), ...lines].join("\n")];
}

/** Modules of the user's own must be known to cdktf beforehand. */
function appOf({ modules }: Configuration): Code {
  const local = Object.values(modules)
    .map(({ source }) => String(source))
    .filter((source) => /^\.\.?\//.test(source));
  if (local.length === 0) return { call: "new App", args: [] };
  const paths: Code = { array: [...new Set(local)].map(quoted) };
  const context: Code = { object: [["cdktfRelativeModules", paths]] };
  return { call: "new App", args: [{ object: [["context", context]] }] };
}

function assembled(
  given: Configuration,
  body: readonly string[],
  props: Code | undefined,
  scope: Scope,
  { stack, modules, violated = [] }: AppOptions,
): string {
  scope.import("cdktf", "App");
  scope.import("#stack", "AivenStack");
  const isKept = violated.length > 0;
  if (isKept) scope.import("#constructs", "acknowledge");
  const args: Code[] = ["app", quoted(stack), ...(props ? [props] : [])];
  const created = layOut({ call: "new AivenStack", args }, "", "const stack = ", ";");
  const acknowledged: Code = {
    call: "acknowledge",
    args: [
      "stack",
      {
        object: [
          ["rules", { array: violated.map(quoted) }],
          ["reason", quoted("as it was before it was adopted")],
        ],
      },
    ],
  };
  const helper = [
    "/** A Terraform expression, as it was written. */",
    "const terraform = (expression: string) => Token.asString(ref(expression));",
  ].join("\n");
  const parts = [
    importsOf(scope, modules).join("\n"),
    ...(scope.used.has("terraform") ? [helper] : []),
    [
      `const app = ${layOut(appOf(given), "", "const app = ", ";")};`,
      `const stack = ${created};`,
      ...(scope.used.has("project") ? ["const project = stack.projectName;"] : []),
      ...(isKept ? [`${layOut(acknowledged, "", "", ";")};`] : []),
    ].join("\n"),
    ...body,
    "app.synth();",
  ];
  return `${parts.join("\n\n")}\n`;
}

function importsOf(scope: Scope, modules: AppOptions["modules"]): string[] {
  if (scope.used.has("terraform")) {
    scope.import("cdktf", "ref");
    scope.import("cdktf", "Token");
  }
  const byPath = new Map<string, Map<string, string>>();
  for (const [module, names] of scope.imports) {
    const path =
      module === "#constructs" ? modules.constructs : module === "#stack" ? modules.stack : module;
    byPath.set(path, new Map([...(byPath.get(path) ?? []), ...names]));
  }
  return [...byPath]
    .map(([path, names]) => ({ path, names }))
    .sort((one, other) => rank(one.path) - rank(other.path) || (one.path < other.path ? -1 : 1))
    .map(({ path, names }) => {
      const list = [...names]
        .sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1))
        .map(([name, alias]) => (name === alias ? name : `${name} as ${alias}`));
      const flat = `import { ${list.join(", ")} } from ${quoted(path)};`;
      if (flat.length <= 100) return flat;
      return `import {\n${list.map((each) => `  ${each},`).join("\n")}\n} from ${quoted(path)};`;
    });
}

function rank(path: string): number {
  return path.startsWith(".") ? 1 : 0;
}
