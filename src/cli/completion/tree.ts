import type { Argument, Command, Option } from "commander";

/** What may follow an option, or come as an argument. */
export type Value =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" | "program" | "other"; readonly name: string };

export interface CompletedOption {
  /** `-h` and `--help`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** @default - it takes none */
  readonly value?: Value;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Of its first argument; `undefined` where it takes none. */
  readonly argument?: Value;
}

export interface CompletedProgram {
  readonly name: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
}

/** What `--help` shows, as data: completion has no list of its own that could fall behind. */
export function treeOf(program: Command): CompletedProgram {
  const help = program.createHelp();
  const visible = help.visibleCommands(program);
  const names = visible.map((command) => command.name());
  const optionsOf = (command: Command) => help.visibleOptions(command).map(completedOption);
  return {
    name: program.name(),
    options: optionsOf(program),
    commands: visible.map((command) => {
      const [argument] = help.visibleArguments(command);
      const ofHelp: Value = { kind: "words", words: names };
      return {
        name: command.name(),
        description: command.description(),
        options: command.name() === "help" ? [] : optionsOf(command),
        argument: command.name() === "help" ? ofHelp : argument && argumentValue(argument),
      };
    }),
  };
}

function completedOption(option: Option): CompletedOption {
  const { short, long, description, argChoices: words, flags } = option;
  const [, name] = /[<[]([\w-]+)/.exec(flags) ?? [];
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description,
    value: words ? { kind: "words", words } : name === undefined ? undefined : named(name),
  };
}

function argumentValue(argument: Argument): Value {
  const { argChoices: words } = argument;
  return words ? { kind: "words", words } : named(argument.name());
}

function named(name: string): Value {
  if (name === "file") return { kind: "file", name };
  return { kind: name === "command" ? "program" : "other", name };
}
