import { toCamelCase, toPascalCase, toSnakeCase } from "codemaker";
import type { AdoptedResource } from "../model/configuration";

/** What cannot name a constant: words of the language, and what the app itself is made of. */
const reserved = new Set(
  (
    "break case catch class const continue debugger default delete do else enum export extends false " +
    "finally for function if import in instanceof new null return super switch this throw true try " +
    "typeof var void while with yield let static implements interface package private protected " +
    "public await async of arguments eval undefined outputs scope2 scope3 scope4 scope5 app stack project terraform process require module"
  ).split(" "),
);

/** Hands out names that are not taken. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** The first of these that is free, else the last with a number. */
  take(...wanted: readonly string[]): string {
    const last = wanted.at(-1) ?? "it";
    let name = wanted.find((each) => !this.#taken.has(each));
    for (let count = 2; name === undefined; count++) {
      if (!this.#taken.has(`${last}${count}`)) name = `${last}${count}`;
    }
    this.#taken.add(name);
    return name;
  }
}

/**
 * Finds room for ids: a construct's id is its resource's name in Terraform, and several types may
 * share one. A scope called "Default" stays out of such names, and may hold another.
 */
export class Places {
  readonly #levels: Set<string>[];

  constructor(taken: Iterable<string>) {
    this.#levels = [new Set(["Default", ...taken])];
  }

  take(id: string): { readonly scope: string; readonly id: string } {
    let level = this.#levels.findIndex((taken) => !taken.has(id));
    if (level === -1) level = this.#levels.push(new Set(["Default"])) - 1;
    this.#levels[level]?.add(id);
    return { scope: level === 0 ? "stack" : `scope${level + 1}`, id };
  }

  /** The scopes besides the stack, each with the one that it is in. */
  get scopes(): { readonly name: string; readonly parent: string }[] {
    return this.#levels.slice(1).map((_, index) => ({
      name: `scope${index + 2}`,
      parent: index === 0 ? "stack" : `scope${index + 1}`,
    }));
  }
}

/** A constant's name. */
export function constant(text: string): string {
  const words = text.replace(/[^A-Za-z0-9]+/g, " ").trim();
  const name = words === "" ? "it" : toCamelCase(words.replace(/ /g, "_"));
  return /^\d/.test(name) || reserved.has(name) ? `_${name}` : name;
}

/** The name that the bindings give an attribute or a block. */
export function bindingName(name: string): string {
  return escaped(toCamelCase(name));
}

/** As cdktf's generator has it: what would clash in one of its languages. */
function escaped(name: string): string {
  if (
    ["self", "build", "system", "tfResourceType", "importFrom", "moveTo", "software"].includes(name)
  ) {
    return `${name}Attribute`;
  }
  if (name === "node") return "nodeAttribute";
  if (name === "equals") return "equalTo";
  return /^get[A-Za-z]+/.test(name) ? name.replace("get", "fetch") : name;
}

/** The class of the bindings for a type, and the module that exports it. */
export function bindingOf({ mode, type }: Pick<AdoptedResource, "mode" | "type">) {
  const base = mode === "data" ? `data_${type}` : type.replace(/^aiven_/, "");
  return {
    name: toPascalCase(base),
    module: `@cdktf/provider-aiven/lib/${toSnakeCase(base).replaceAll("_", "-")}`,
  };
}
