import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { commands } from "../../src/cli/main";
import { defaults } from "../../src/create/answers";
import { createCommand } from "../../src/create/main";
import { projectFiles } from "../../src/create/project";

/** What a command of a page starts, once npm and npx have done their part. */
export type Started =
  | { readonly program: "cdc" | "create-aiven-cdc"; readonly args: readonly string[] }
  /** Of some other maker: its name is known, its arguments are not checked. */
  | { readonly program: "other" };

/** Programs of others that pages name. */
const others = new Set([
  ...[
    "apt",
    "curl",
    "docker",
    "git",
    "java",
    "jq",
    "mvn",
    "node",
    "pip",
    "promtool",
    "psql",
    "python",
    "python3",
    "terraform",
    "tofu",
    "vault",
  ],
  // in the scripts of a new project
  ...["bash", "jest", "tsc"],
]);
const template = resolve("src/create/template");
const versions = { version: "0.1.0", bindingsVersion: "4.61.0" };
const npmCommands = new Set(["ci", "install", "uninstall"]);
const cdkPrograms = new Set(["cdktf", "cdktf-cli", "cdktn", "cdktn-cli"]);
const cdkCommands = new Set(["deploy", "destroy", "diff", "output", "synth"]);

/** npm's scripts: those of this repository, else those of a project that `npm create` makes. */
const scripts: Readonly<Record<string, string>> = {
  ...scriptsIn(projectFiles({ answers: defaults, template, ...versions })["package.json"]),
  ...scriptsIn(readFileSync("package.json", "utf8")),
};

function scriptsIn(manifest = "{}"): Record<string, string> {
  return (JSON.parse(manifest) as { scripts: Record<string, string> }).scripts;
}

/** @throws naming what there is no program, script or command for */
export function startedBy([program = "", ...args]: readonly string[]): Started {
  if (program === "npm") return startedByNpm(args);
  if (program === "npx") return startedBy(args);
  if (program === "cdc" || program === "create-aiven-cdc") return { program, args };
  if (cdkPrograms.has(program)) {
    if (!cdkCommands.has(args[0] ?? "")) throw new Error(`${program} has no command ${args[0]}`);
    return { program: "other" };
  }
  if (others.has(program)) return { program: "other" };
  throw new Error(`${program} is no program that pages may name`);
}

function startedByNpm([command = "", ...args]: readonly string[]): Started {
  const split = args.indexOf("--");
  const [own, passed] = split < 0 ? [args, []] : [args.slice(0, split), args.slice(split + 1)];
  if (npmCommands.has(command)) return { program: "other" };
  if (command === "create" && own[0] === "aiven-cdc") {
    return { program: "create-aiven-cdc", args: [...own.slice(1), ...passed] };
  }
  if (command === "exec") return startedBy(passed);
  const [name = ""] = command === "run" ? own.filter((each) => !each.startsWith("-")) : [command];
  const script = scripts[name];
  if (script === undefined) throw new Error(`npm has no command or script ${name}`);
  const words = script.split(" && ").at(-1)?.split(" ") ?? [];
  const from =
    words[0] === "node" && words[1] === "src/cli/cdc.cjs" ? ["cdc", ...words.slice(2)] : words;
  return startedBy([...from, ...passed]);
}

/** @throws the message that a person would get for arguments that the program does not take */
export async function checkArguments(started: Started): Promise<void> {
  if (started.program === "other") return;
  const { program, args } = started;
  if (program === "create-aiven-cdc") {
    // it writes a project to the working folder, which takes no time
    await quietly(createCommand(template, versions)).parseAsync([...args], { from: "user" });
    return;
  }
  const parsed: { command?: string[] } = {};
  const cdc = quietly(commands());
  for (const each of cdc.commands) {
    quietly(each).action((...values: unknown[]) => {
      if (each.name() === "rehearse") parsed.command = values[0] as string[];
    });
  }
  await cdc.parseAsync([...args], { from: "user" });
  if (parsed.command) await checkArguments(startedBy(parsed.command));
}

/** A mistake is thrown rather than printed and ended with. */
function quietly(command: Command): Command {
  return command
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
}
