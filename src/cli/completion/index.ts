import type { Command } from "commander";
import { bashCompletion } from "./bash";
import { fishCompletion } from "./fish";
import { treeOf } from "./tree";
import { zshCompletion } from "./zsh";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export type Shell = keyof typeof scripts;

export const shells = Object.keys(scripts) as Shell[];

/** A script that completes the commands and options of a program, made from the program itself. */
export function completion(shell: Shell, program: Command): string {
  return scripts[shell](treeOf(program));
}
