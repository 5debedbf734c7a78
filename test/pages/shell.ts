import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Has bash run a block with no program on its PATH, and record what it would have started: quotes,
 * pipes, substitutions and variables are read by the shell that people use.
 *
 * @returns the words of each command, in the order in which they start
 * @throws with bash's message, if it cannot read the block
 */
export function commandsIn(code: string, folder: string): string[][] {
  mkdirSync(folder, { recursive: true });
  const record = join(folder, ".commands");
  writeFileSync(record, "");
  const script = [
    `command_not_found_handle() { printf '%s\\0' "$@" $'\\x1e' >> ${JSON.stringify(record)}; }`,
    "cd() { :; }",
    code,
  ].join("\n");
  const { status, stderr } = spawnSync("/bin/bash", ["-euo", "pipefail"], {
    input: script,
    cwd: folder,
    env: { PATH: "/nowhere", HOME: folder, SERVICE_URI: "postgres://", CONNECT_URI: "https://" },
    encoding: "utf8",
  });
  if (status !== 0 || stderr !== "") throw new Error(`bash ends with ${status}: ${stderr}`);
  return readFileSync(record, "utf8")
    .split("\x1e\0")
    .map((words) => words.split("\0").slice(0, -1))
    .filter((words) => words.length > 0);
}
