import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { completion, shells } from "../../src/cli/completion";
import { commands } from "../../src/cli/main";
import { Folder } from "../launcher/synth-in";

const folder = new Folder();
afterAll(() => folder.remove());

const program = commands();
const help = program.createHelp();
const visible = help.visibleCommands(program);
const flagsOf = (command: typeof program) =>
  help.visibleOptions(command).flatMap(({ short, long }) => [short, long].filter(Boolean));

const isThere = (shell: string) => spawnSync(shell, ["--version"]).status === 0;
const scriptOf = (shell: (typeof shells)[number]) =>
  folder.write(`cdc.${shell}`, [completion(shell, program)]);

const bashScript = scriptOf("bash");

/** What bash replies to TAB after the last word. */
function inBash(...words: string[]): string[] {
  const { status, stdout, stderr } = spawnSync(
    "bash",
    [
      ...["--noprofile", "--norc", "-c"],
      'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cdc; printf "%s\\n" "${COMPREPLY[@]}"',
      ...[bashScript, "cdc", ...words],
    ],
    { encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.split("\n").filter((word) => word !== "");
}

describe("bash", () => {
  test("the commands, and the options of the program", () => {
    expect(inBash("")).toEqual(visible.map((command) => command.name()));
    expect(inBash("ver")).toEqual(["verify"]);
    expect(inBash("-")).toEqual(["-V", "--version", "-h", "--help"]);
    expect(inBash("host")).toEqual([]); // hidden
  });

  test.each(visible.filter((each) => each.name() !== "help").map((each) => [each.name(), each]))(
    "the options of %s are those of its --help",
    (name, command) => {
      expect(inBash(name, "-")).toEqual(flagsOf(command));
    },
  );

  test("what an option and an argument may be", () => {
    const faults = ["broker", "connect", "postgres", "network", "slot", "all"];
    expect(inBash("start", "--fault", "")).toEqual(faults);
    expect(inBash("start", "--once", "--fault", "s")).toEqual(["slot"]);
    expect(inBash("start", "--fault", "=")).toEqual(faults); // --fault=
    expect(inBash("start", "--fault", "=", "n")).toEqual(["network"]);
    expect(inBash("upgrade", "--debezium", "3.5")).toEqual(["3.5.2"]);
    expect(inBash("completion", "")).toEqual([...shells]);
    expect(inBash("help", "dri")).toEqual(["drift"]);
  });

  test("no word for a number, or for a file, which bash completes by itself", () => {
    expect(inBash("start", "--port", "")).toEqual([]);
    expect(inBash("check", "--app", "mai")).toEqual([]);
    const { stdout } = spawnSync(
      "bash",
      ["--norc", "-c", `source "$0"; complete -p cdc`, bashScript],
      {
        encoding: "utf8",
      },
    );
    expect(stdout).toBe("complete -o default -F _cdc cdc\n");
  });

  test("rehearse completes programs, and leaves their options to them", () => {
    expect(inBash("rehearse", "prin")).toContain("printf");
    expect(inBash("rehearse", "--a")).toEqual(["--as-of"]);
    expect(inBash("rehearse", "terraform", "--a")).toEqual([]);
  });
});

(isThere("zsh") ? test : test.skip)("zsh takes the script", () => {
  const { status, stderr } = spawnSync("zsh", ["-f", "-n", scriptOf("zsh")], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

(isThere("fish") ? test : test.skip)("fish completes the same", () => {
  const inFish = (line: string) => {
    const command = `source $argv[1]; complete -C $argv[2]`;
    const args = ["--no-config", "-c", command, scriptOf("fish"), line];
    const { stdout } = spawnSync("fish", args, { encoding: "utf8" });
    return stdout.split("\n").map((each) => each.split("\t")[0]);
  };
  expect(inFish("cdc ver")).toContain("verify");
  expect(inFish("cdc start --fault s")).toContain("slot");
});

test.each(["zsh", "fish"] as const)("the script for %s has every command and option", (shell) => {
  const script = completion(shell, program);
  for (const command of visible) {
    expect(script).toContain(command.name());
    for (const { long } of help.visibleOptions(command)) {
      const flag = shell === "fish" ? `-l ${long?.slice(2)} ` : `${long}`;
      expect(script).toContain(flag);
    }
  }
});

test("cdc prints it, and refuses another shell", () => {
  const cdc = (...args: string[]) =>
    spawnSync(process.execPath, [join("src", "cli", "cdc.cjs"), ...args], { encoding: "utf8" });
  expect(cdc("completion", "bash").stdout).toBe(completion("bash", program));
  expect(cdc("completion", "tcsh")).toMatchObject({
    status: 2,
    stdout: "",
    stderr:
      "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n",
  });
});
