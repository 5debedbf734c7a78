import { isMaskedName, isSecretName } from "../../base/secret-names";
import { own } from "../../base/own";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { addressOf, type AdoptedResource, type Configuration, type Remark } from "./configuration";
import { isLiteral, withTexts } from "./expressions";
import { freeName, variableName } from "./names";
import { bodiesOf, type BlockSchema, schemaOf } from "./schema";

/** What is no secret for all its name: `basic.auth.credentials.source`, `token_type`. */
const describesOne =
  /(source|provider|type|enabled?|class|version|expiry|expires|days|ttl|policy|length)$/i;

/** A URL that carries a password. */
const withCredentials = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s:]*:[^/@\s]+@/i;

/** Texts that are too short to be looked for elsewhere. */
const least = 6;

/**
 * The configuration without any secret in it: each literal becomes a sensitive variable, wherever else
 * it is written, and the report names the variable.
 */
export function withoutSecrets(given: Configuration): Configuration {
  const found = new Found(new Set(Object.keys(given.variables)));
  const resources = given.resources.map((resource) => ({
    ...resource,
    body: ofResource(resource, found),
  }));
  const bodies = (named: Readonly<Record<string, JsonBody>>, kind: string) =>
    Object.fromEntries(
      Object.entries(named).map(([name, body]) => [
        name,
        ofBody(body, undefined, found, [kind, name]) as JsonBody,
      ]),
    );
  const cleaned: Configuration = {
    ...given,
    resources,
    variables: variablesWithout(given.variables, found),
    locals: Object.fromEntries(
      Object.entries(given.locals).map(([name, value]) => [
        name,
        ofValue(name, value, false, found, ["local"]),
      ]),
    ),
    outputs: bodies(given.outputs, "output"),
    modules: bodies(given.modules, "module"),
    providers: Object.fromEntries(
      Object.entries(given.providers).map(([name, value]) => [
        name,
        isJsonObject(value) ? ofBody(value, undefined, found, ["provider", name]) : value,
      ]),
    ),
  };
  const everywhere = withTexts(cleaned as unknown as Json, (text) =>
    found.replace(text),
  ) as unknown as Configuration;
  return {
    ...everywhere,
    variables: { ...everywhere.variables, ...found.variables },
    remarks: [...given.remarks, ...found.remarks],
  };
}

/** The secrets that were met, each with the variable that takes its place. */
class Found {
  readonly variables: Record<string, JsonBody> = {};
  readonly remarks: Remark[] = [];
  readonly #byText = new Map<string, string>();

  constructor(private readonly taken: Set<string>) {}

  variableFor(text: string, path: readonly string[]): string {
    const known = this.#byText.get(text);
    if (known !== undefined) return `\${var.${known}}`;
    const name = freeName(variableName(...path), (each) => this.taken.has(each));
    this.taken.add(name);
    this.#byText.set(text, name);
    this.variables[name] = { type: "string", sensitive: true };
    this.remarks.push({
      kind: "secret",
      where: path.join("."),
      what: `is the variable ${name}: set TF_VAR_${name}`,
    });
    return `\${var.${name}}`;
  }

  /** A secret that is the default of a variable. */
  remember(text: string, variable: string): void {
    this.#byText.set(text, variable);
  }

  /** Any other text that is, or holds, a secret that was met. */
  replace(text: string): string {
    for (const [secret, variable] of this.#byText) {
      if (text === secret) return `\${var.${variable}}`;
      if (secret.length >= least) text = text.replaceAll(secret, `\${var.${variable}}`);
    }
    return text;
  }
}

function ofResource(resource: AdoptedResource, found: Found): JsonBody {
  const schema = schemaOf(resource);
  const owner = resource.mode === "data" ? addressOf(resource) : resource.name;
  return ofBody(resource.body, schema, found, [owner]) as JsonBody;
}

function ofBody(
  body: JsonBody,
  schema: BlockSchema | undefined,
  found: Found,
  path: readonly string[],
): Json {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const nested = own(schema?.block_types ?? {}, name);
      if (nested) {
        const bodies = bodiesOf(value).map((each) => ofBody(each, nested.block, found, path));
        return [name, bodies];
      }
      const isSensitive = own(schema?.attributes ?? {}, name)?.sensitive === true;
      return [name, ofValue(name, value, isSensitive, found, path)];
    }),
  );
}

function ofValue(
  name: string,
  value: Json,
  isSensitive: boolean,
  found: Found,
  path: readonly string[],
): Json {
  if (Array.isArray(value)) {
    return value.map((each) => ofValue(name, each, isSensitive, found, path));
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        ofValue(key, each, isSensitive, found, path),
      ]),
    );
  }
  if (typeof value !== "string" || value === "" || !isLiteral(value)) return value;
  // a reference for Kafka Connect's own secret providers is no secret
  if (value.includes("$${")) return value;
  const isNamed = isSecretName(name) || (isMaskedName(name) && !describesOne.test(name));
  if (!isSensitive && !(isNamed && isText(value)) && !withCredentials.test(value)) return value;
  return found.variableFor(value, [...path, name]);
}

/** A switch or a number is set by no secret. */
function isText(value: string): boolean {
  return !/^(true|false|\d{1,5})$/i.test(value);
}

/** A variable keeps its default unless that is a secret. */
function variablesWithout(variables: Configuration["variables"], found: Found) {
  return Object.fromEntries(
    Object.entries(variables).map(([name, body]) => {
      const { default: value, ...rest } = body;
      const isSecret = body.sensitive === true || isSecretName(name) || holdsCredentials(value);
      if (value === undefined || value === null || value === "" || !isSecret) return [name, body];
      if (typeof value === "string") found.remember(value, name);
      found.remarks.push({
        kind: "secret",
        where: `variable.${name}.default`,
        what: `is not written: set TF_VAR_${name}`,
      });
      return [name, { ...rest, sensitive: true }];
    }),
  );
}

function holdsCredentials(value: Json | undefined): boolean {
  return typeof value === "string" && withCredentials.test(value);
}
