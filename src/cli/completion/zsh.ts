import { shellWord } from "../../base/text/shell";
import type { CompletedOption, CompletedProgram, Value } from "./tree";

export function zshCompletion({ name, options, commands }: CompletedProgram): string {
  return [
    `#compdef ${name}`,
    `# Completion of ${name} for zsh: source <(${name} completion zsh)`,
    `_${name}() {`,
    "  local curcontext=$curcontext state line",
    "  local -a commands",
    "  commands=(",
    ...commands.map((each) => `    ${shellWord(described(each.name, each.description))}`),
    "  )",
    ...specs("  ", [...options.map(optionSpec), "1: :->command", "*:: :->rest"], "-C"),
    "  case $state in",
    "    command) _describe command commands ;;",
    "    rest)",
    "      case $words[1] in",
    ...commands.flatMap(({ name: command, options: own, argument }) => [
      `        ${shellWord(command)})`,
      ...specs("          ", [...own.map(optionSpec), ...argumentSpecs(argument)]),
      "          ;;",
    ]),
    "      esac ;;",
    "  esac",
    "}",
    `if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _${name} "$@"; else compdef _${name} ${name}; fi`,
    "",
  ].join("\n");
}

function specs(indent: string, all: readonly string[], flag?: string): string[] {
  const start = `${indent}_arguments${flag === undefined ? "" : ` ${flag}`}`;
  return [start, ...all.map((spec) => `${indent}  ${shellWord(spec)}`)].join(" \\\n").split("\n");
}

function described(name: string, description: string): string {
  return `${name}:${description}`;
}

/** `(-h --help)-h[text]`: one form excludes the other; `=` allows --app=FILE, too. */
function optionSpec({ flags, description, value }: CompletedOption): string {
  const [flag = ""] = flags.slice(-1);
  const text = description.replace(/[[\]\\]/g, String.raw`\$&`).replaceAll(":", String.raw`\:`);
  return `${flag}${value ? "=" : ""}[${text}]${value ? `:${labelled(value)}` : ""}`;
}

function argumentSpecs(argument: Value | undefined): string[] {
  if (!argument) return [];
  if (argument.kind !== "program") return [`1:${labelled(argument)}`];
  return ["(-)1:command:_command_names -e", "*::arguments:_normal"];
}

function labelled(value: Value): string {
  if (value.kind === "words") return `value:(${value.words.join(" ")})`;
  return `${value.name}:${value.kind === "file" ? "_files" : " "}`;
}
