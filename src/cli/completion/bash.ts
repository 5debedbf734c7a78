import { shellWord } from "../../base/text/shell";
import type { CompletedProgram, Value } from "./tree";

/** For any bash from 3.2 on, which macOS has. */
export function bashCompletion({ name, options, commands }: CompletedProgram): string {
  const flags = (all: typeof options) => all.flatMap((option) => option.flags);
  const valueCases = [...patternsByAction(commands)].flatMap(([action, patterns]) => [
    `    ${patterns.map(shellWord).join("|")})`,
    `      ${action}`,
    "      return ;;",
  ]);
  const commandCases = commands.flatMap((command) => [
    `    ${shellWord(command.name)})`,
    ...(command.argument?.kind === "program" ? [`      ${afterProgram}`] : []),
    `      if [[ $cur == -* ]]; then ${words(flags(command.options))}`,
    `      else ${command.argument ? complete(command.argument) : "compopt +o default 2>/dev/null"}; fi ;;`,
  ]);
  return [
    `# Completion of ${name} for bash: source <(${name} completion bash)`,
    `_${name}() {`,
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= at",
    "  COMPREPLY=()",
    "  # bash takes --option=value for three words",
    "  if [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}",
    "  elif [[ $cur == = ]]; then cur=; fi",
    "  for ((at = 1; at < COMP_CWORD; at++)); do",
    "    if [[ ${COMP_WORDS[at]} != -* ]]; then command=${COMP_WORDS[at]}; break; fi",
    "  done",
    '  case "$command $prev" in',
    ...valueCases,
    "  esac",
    "  case $command in",
    "    '')",
    `      if [[ $cur == -* ]]; then ${words(flags(options))}`,
    `      else ${words(commands.map((command) => command.name))}; fi ;;`,
    ...commandCases,
    "  esac",
    "}",
    `complete -o default -F _${name} ${name}`,
    "",
  ].join("\n");
}

/** The words of another program are its own; files are a fair guess. */
const afterProgram =
  "if ((COMP_CWORD > at + 1)) && [[ ${COMP_WORDS[at+1]} != -* ]]; then return; fi";

/** `start --app`, `verify --ca`, … with what completes the value, each action once. */
function patternsByAction(commands: CompletedProgram["commands"]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, options } of commands) {
    for (const { flags, value } of options) {
      if (!value) continue;
      const action = complete(value);
      found.set(action, [...(found.get(action) ?? []), ...flags.map((flag) => `${name} ${flag}`)]);
    }
  }
  return found;
}

/** `-o default` completes files where there is no other reply. */
function complete(value: Value): string {
  if (value.kind === "words") return words(value.words);
  if (value.kind === "file") return ":";
  if (value.kind === "program") return `COMPREPLY=($(compgen -c -- "$cur"))`;
  return "compopt +o default 2>/dev/null";
}

function words(all: readonly string[]): string {
  return `COMPREPLY=($(compgen -W ${shellWord(all.join(" "))} -- "$cur"))`;
}
