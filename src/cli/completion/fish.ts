import { shellWord } from "../../base/text/shell";
import type { CompletedOption, CompletedProgram, Value } from "./tree";

export function fishCompletion({ name, options, commands }: CompletedProgram): string {
  const start = `complete -c ${name}`;
  const before = "__fish_use_subcommand";
  return [
    `# Completion of ${name} for fish: ${name} completion fish | source`,
    `${start} -f`,
    ...options.map((option) => `${start} -n ${before} ${optionWords(option)}`),
    ...commands.map(
      (each) => `${start} -n ${before} -a ${quoted(each.name)} -d ${quoted(each.description)}`,
    ),
    ...commands.flatMap(({ name: command, options: own, argument }) => {
      const within = `${start} -n ${quoted(`__fish_seen_subcommand_from ${command}`)}`;
      return [
        ...own.map((option) => `${within} ${optionWords(option)}`),
        ...(argument ? argumentWords(argument).map((words) => `${within} ${words}`) : []),
      ];
    }),
    "",
  ].join("\n");
}

function optionWords({ flags, description, value }: CompletedOption): string {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  return [...names, ...(value ? valueWords(value) : []), `-d ${quoted(description)}`].join(" ");
}

/** `-r`: it must have a value; `-x`: and that is no file. */
function valueWords(value: Value): string[] {
  if (value.kind === "words") return [`-x -a ${quoted(value.words.join(" "))}`];
  return [value.kind === "file" ? "-r -F" : "-x"];
}

function argumentWords(value: Value): string[] {
  if (value.kind === "words") return [`-a ${quoted(value.words.join(" "))}`];
  if (value.kind === "file") return ["-F"];
  return value.kind === "program" ? ["-a '(__fish_complete_subcommand --fcs-skip=2)'"] : [];
}

/** In fish's single quotes a backslash escapes itself and a quote. */
function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? shellWord(text) : `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}
