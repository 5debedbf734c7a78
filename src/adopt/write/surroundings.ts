import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { addressOf, type Configuration, isAivens, type Remark } from "../model/configuration";
import { textsIn } from "../model/expressions";
import { providerVersion, schemaOf } from "../model/schema";
import { type Code, objectOf, quoted } from "./code";
import { constant, type Names, type Places } from "./names";
import type { Scope } from "./scope";
import { created, override, type Statement } from "./statement";
import { anything } from "./values";

interface Taken {
  readonly constants: Names;
  readonly places: Places;
}

interface Part {
  readonly statements: readonly Statement[];
  readonly remarks: readonly Remark[];
}

/** Variables and locals: what the rest refers to. */
export function settings(
  given: Configuration,
  { scope, constants, places, isOwnProject }: Taken & { scope: Scope; isOwnProject: boolean },
): Part {
  const statements: Statement[] = [];
  const remarks: Remark[] = [];
  const written = textsOfAll(given);
  for (const [name, body] of Object.entries(given.variables)) {
    if (name === "api_token" || (name === "project_name" && isOwnProject)) continue;
    if (!new RegExp(`\\bvar\\.${name}\\b`).test(written)) {
      const what = "nothing refers to it: it is not written";
      remarks.push({ kind: "left out", where: `variable.${name}`, what });
      continue;
    }
    const own = constants.take(constant(name), constant(`${name}_variable`));
    const type = typeof body.type === "string" ? body.type : "any";
    scope.import("cdktf", "TerraformVariable");
    statements.push(
      statement(
        own,
        created("TerraformVariable", { scope: "stack", id: name }, variableProps(body, scope)),
      ),
    );
    scope.declareVariable(name, own, type);
  }
  for (const [name, value] of Object.entries(given.locals)) {
    const place = places.take(name);
    const own = constants.take(constant(name), constant(`${name}_local`));
    scope.import("cdktf", "TerraformLocal");
    const creation: Code = {
      call: "new TerraformLocal",
      args: [place.scope, quoted(place.id), anything(value, scope)],
    };
    statements.push(statement(own, creation));
  }
  return { statements, remarks };
}

function variableProps(body: JsonBody, scope: Scope): [string, Code | undefined][] {
  const names = ["type", "description", "default", "sensitive", "nullable"];
  const given = names.flatMap((name): [string, Code][] =>
    body[name] === undefined ? [] : [[name, anything(body[name], scope)]],
  );
  const { validation } = body;
  if (validation === undefined) return given;
  const blocks = (Array.isArray(validation) ? validation : [validation]).filter(isJsonObject);
  const rules = blocks.map((each) =>
    objectOf([
      ["condition", anything(each.condition ?? "", scope)],
      ["errorMessage", anything(each.error_message ?? "", scope)],
    ]),
  );
  return [...given, ["validation", { array: rules }]];
}

/** Outputs, under their own names. */
export function outputs(given: Configuration["outputs"], scope: Scope): Code[] {
  if (Object.keys(given).length === 0) return [];
  scope.import("cdktf", "TerraformOutput");
  scope.import("constructs", "Construct");
  return Object.entries(given).map(([name, body]) => {
    const known = ["value", "description", "sensitive"].flatMap((each): [string, Code][] =>
      body[each] === undefined ? [] : [[each, anything(body[each], scope)]],
    );
    return {
      call: "new TerraformOutput",
      args: ["outputs", quoted(name), objectOf([...known, ["staticId", "true"]])],
    };
  });
}

/** What has no class in the bindings: modules, other providers and their resources. */
export function othersAsTheyAre(given: Configuration, scope: Scope, taken: Taken): Part {
  const statements: Statement[] = [];
  const remarks: Remark[] = [];
  const asItIs = (path: string, value: Json, what: string) => {
    statements.push(statement("", override("stack", path, value, scope)));
    remarks.push({ kind: "kept", where: path, what });
  };
  for (const [name, body] of Object.entries(given.modules)) {
    statements.push(moduleOf(name, body, scope, taken));
    const what = "stays a Terraform module: its resources are not adopted one by one";
    remarks.push({ kind: "kept", where: `module.${name}`, what });
  }
  for (const [name, value] of Object.entries(given.requiredProviders)) {
    asItIs(`terraform.required_providers.${name}`, value, "as it is, in Terraform's JSON");
  }
  for (const [name, value] of Object.entries(given.providers)) {
    asItIs(
      `provider.${name}`,
      Array.isArray(value) ? value : [value],
      "as it is, in Terraform's JSON",
    );
  }
  if (given.imports.length > 0) {
    const blocks = given.imports.map(({ to, id }) => ({ to, id }));
    statements.push(statement("", override("stack", "import", blocks, scope)));
  }
  for (const resource of given.resources) {
    const { mode, type, name, body } = resource;
    if (isAivens(resource) && schemaOf(resource)) continue;
    if (isAivens(resource)) {
      const what = `the provider (${providerVersion()}) has no such type`;
      remarks.push({ kind: "left out", where: addressOf(resource), what });
      continue;
    }
    const path = `${mode === "data" ? "data" : "resource"}.${type}.${name}`;
    asItIs(path, body, "as it is, in Terraform's JSON: there are no bindings for its provider");
  }
  return { statements, remarks };
}

function moduleOf(
  name: string,
  body: JsonBody,
  scope: Scope,
  { constants, places }: Taken,
): Statement {
  const own = constants.take(constant(name), constant(`${name}_module`));
  const ofTerraform = ["source", "version", "depends_on", "count", "for_each", "providers"];
  const { source = "", version } = body;
  const variables = Object.entries(body).filter(([each]) => !ofTerraform.includes(each));
  scope.import("cdktf", "TerraformHclModule");
  const creation = created("TerraformHclModule", places.take(name), [
    ["source", quoted(String(source))],
    ["version", typeof version === "string" ? quoted(version) : undefined],
    [
      "variables",
      variables.length === 0 ? undefined : anything(Object.fromEntries(variables), scope),
    ],
  ]);
  const more = ["depends_on", "count", "for_each", "providers"].flatMap((each) =>
    body[each] === undefined ? [] : [override(scope.use(own), each, body[each], scope)],
  );
  return statement(own, creation, more);
}

function statement(name: string, creation: Code, more: readonly Code[] = []): Statement {
  return { comments: [], constant: name, creation, more };
}

/** Every text that may refer to a variable. */
function textsOfAll({ variables, remarks, ...given }: Configuration): string {
  void variables;
  void remarks;
  return textsIn(given as unknown as Json).join("\n");
}
