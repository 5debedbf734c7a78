import { own } from "../../base/own";
import type { AdoptedResource } from "../model/configuration";
import { addressOf } from "../model/configuration";
import { attributeReferenceOf } from "../model/expressions";
import { schemaOf } from "../model/schema";
import { type Code, quoted } from "./code";
import { bindingName } from "./names";

/** What a value is expected to be, and so how an expression is written in its place. */
export type Kind = "string" | "number" | "bool" | "list" | "map" | "any";

/** A constant of the app that stands for a resource. */
export interface Declared {
  readonly resource: AdoptedResource;
  readonly constant: string;
  /** The construct's class; undefined for the bindings' own. */
  readonly construct?: string;
  /** What has the resource's attributes as getters: `kafka.resource`, `kafka`. @default - nothing */
  readonly bindings?: string;
}

/** What the app has declared so far, and what it needs of other modules. */
export class Scope {
  readonly #declared = new Map<string, Declared>();
  readonly #variables = new Map<string, { readonly constant: string; readonly type: string }>();
  readonly used = new Set<string>();
  readonly imports = new Map<string, Map<string, string>>();

  /** @param project the expression, or the text, that the stack's project is */
  constructor(readonly project?: string) {}

  declare(declared: Declared): void {
    this.#declared.set(addressOf(declared.resource), declared);
  }

  declareVariable(name: string, constant: string, type: string): void {
    this.#variables.set(name, { constant, type });
  }

  /** The constant of an address, if it is declared by now. */
  at(address: string): Declared | undefined {
    return this.#declared.get(address);
  }

  /** Counts a constant as used: others are not declared. */
  use(constant: string): string {
    this.used.add(constant);
    return constant;
  }

  /** Imports a name; an alias keeps two of one name apart. */
  import(module: string, name: string, alias = name): string {
    const names = this.imports.get(module) ?? new Map<string, string>();
    this.imports.set(module, names.set(name, alias));
    return alias;
  }

  /** An expression as code of that kind: a reference to a constant where one has it. */
  expression(expression: string, kind: Kind): Code {
    if (expression === this.project) return this.use("project");
    const variable = own(Object.fromEntries(this.#variables), expression.replace(/^var\./, ""));
    if (expression.startsWith("var.") && variable) {
      const getter = variableGetter(variable.type, kind);
      if (getter) return `${this.use(variable.constant)}.${getter}`;
    }
    return this.#attribute(expression, kind) ?? this.#untyped(expression, kind);
  }

  #attribute(expression: string, kind: Kind): string | undefined {
    const reference = attributeReferenceOf(expression);
    const declared = reference && this.#declared.get(reference.address);
    if (
      !reference ||
      !declared ||
      declared.resource.body.count ||
      declared.resource.body.for_each
    ) {
      return undefined;
    }
    const { type } = schemaOf(declared.resource)?.attributes?.[reference.attribute] ?? {};
    const isWanted = type === kind || (kind === "any" && (type === "string" || type === "number"));
    if (!isWanted) return undefined;
    const { constant } = declared;
    const code =
      ownGetter(declared, reference.attribute, constant) ?? this.#getter(declared, reference);
    if (code !== undefined) this.use(constant);
    return code;
  }

  #getter({ bindings }: Declared, { attribute }: { attribute: string }): string | undefined {
    return bindings && `${bindings}.${bindingName(attribute)}`;
  }

  #untyped(expression: string, kind: Kind): Code {
    const cdk = (name: string) => this.import("cdktf", name);
    const ref: Code = { call: cdk("ref"), args: [quoted(expression)] };
    const token = (form: string): Code => ({ call: `${cdk("Token")}.${form}`, args: [ref] });
    switch (kind) {
      case "bool":
        return ref;
      case "number":
        return token("asNumber");
      case "list":
        return token("asList");
      case "map":
        return token("asStringMap");
      default:
        cdk("Token");
        return { call: this.use("terraform"), args: [quoted(expression)] };
    }
  }
}

/** What the constructs call it themselves. */
function ownGetter(
  { construct }: Declared,
  attribute: string,
  constant: string,
): string | undefined {
  if (construct === undefined) return undefined;
  if (attribute === "service_name" && construct !== "ReplicationUser") {
    return `${constant}.serviceName`;
  }
  if (construct !== "Postgres") return undefined;
  const connection: Readonly<Record<string, string>> = {
    service_host: "host",
    service_port: "port",
    service_username: "username",
    service_password: "password",
  };
  const name = own(connection, attribute);
  return name && `${constant}.connection.${name}`;
}

function variableGetter(type: string, kind: Kind): string | undefined {
  const getters: Readonly<Record<string, string>> = {
    string: "stringValue",
    number: "numberValue",
    bool: "booleanValue",
  };
  return type === kind || (kind === "any" && type === "string") ? own(getters, type) : undefined;
}

/** How the bindings take what a type of the provider's schema is. */
export function kindOf(type: unknown): Kind | undefined {
  if (type === "string" || type === "number" || type === "bool") return type;
  const [collection, item] = Array.isArray(type) ? (type as readonly unknown[]) : [];
  if (item !== "string") return undefined;
  return collection === "map" ? "map" : "list";
}
