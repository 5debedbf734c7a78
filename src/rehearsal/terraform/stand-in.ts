// Runs in place of `terraform` for every command under a rehearsal: the same arguments, on a
// mirror of the same folder. argv: the real program, then what it was called with.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runDir } from "../home";
import { exclusively } from "./exclusively";
import { mirror, statePath } from "./mirror";
import { mustBeRehearsed } from "./saved-plan";
import { keepUserFiles, savedPlan, withUserFiles } from "./user-files";
import { UserError } from "../../base/user-error";

/** They look at no configuration, or change nothing but its files. */
const withoutState = ["version", "fmt", "login", "logout", "metadata"];
/** They need an initialized folder; the mirror of one that was initialized for real is not. */
const afterInit =
  /^(plan|apply|destroy|refresh|import|console|state|output|show|validate|test|taint|untaint|graph|force-unlock|workspace)$/;
const realStateOption = /^--?(state|state-out|backup)(=|$)/;
const realBackendOption = /^--?(backend-config(=|$)|migrate-state$|force-copy$)/;

function main(program: string, args: string[]): void {
  const at = args.findIndex((arg) => !arg.startsWith("-"));
  const command = args[at];
  if (command === undefined || withoutState.includes(command)) return run(program, args);
  const chdir = args.slice(0, at).find((arg) => arg.startsWith("-chdir="));
  const dir = resolve(chdir?.slice("-chdir=".length) ?? ".");
  const options = args.slice(at + 1);

  if (command === "providers" && options[0] === "lock") {
    process.stdout.write("The rehearsal's provider is attached, not installed: nothing to lock.\n");
    return;
  }
  const foreign = options.find((option) => realStateOption.test(option));
  if (foreign !== undefined) {
    throw new UserError(
      `${foreign} is left out in a rehearsal: it keeps a state of its own and touches no other`,
    );
  }
  // Another command may be at the same folder: two at once would break each other's mirror.
  const folder = exclusively(join(runDir, "preparing"), () => {
    const mirrored = mirror(dir, runDir);
    if (afterInit.test(command)) initialize(program, mirrored);
    return mirrored;
  });
  const kept =
    command === "init" ? options.filter((option) => !realBackendOption.test(option)) : options;
  const folders = { dir, folder };
  const plan = command === "apply" ? savedPlan(kept) : undefined;
  if (plan !== undefined) mustBeRehearsed(resolve(dir, plan), statePath(dir, runDir));
  const own = withUserFiles(command, kept, folders);
  run(program, [`-chdir=${folder}`, command, ...own], () => keepUserFiles(command, folders));
}

/** Once for each folder, and again when what it asks for changed. */
function initialize(program: string, folder: string): void {
  const stamp = join(folder, ".terraform", "rehearsal-initialized");
  const asked = readFileSync(join(folder, "zz_rehearsal_override.tf.json"), "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === asked) return;
  const { status, signal, stdout, stderr } = spawnSync(
    program,
    // Another command may initialize the same folder at this moment.
    [`-chdir=${folder}`, "init", "-input=false", "-no-color", "-reconfigure", "-lock-timeout=60s"],
    { encoding: "utf8" },
  );
  if (signal !== null) endBy(signal);
  if (status !== 0) {
    process.stderr.write(stdout + stderr);
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, asked);
}

/** @param after what remains to be done once the program has ended */
function run(program: string, args: string[], after: () => void = () => undefined): void {
  // Ctrl-C reaches Terraform from the terminal as it reaches us; it ends in its own time.
  process.on("SIGINT", () => undefined);
  const child = spawn(program, args, { stdio: "inherit" });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("error", (error) => fail(error));
  child.on("exit", (code, signal) => {
    try {
      after();
    } catch (error) {
      fail(error);
    }
    if (signal !== null) endBy(signal);
    else process.exit(code ?? 1);
  });
}

/** The caller sees what it would see of Terraform itself. */
function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

try {
  const [program = "terraform", ...args] = process.argv.slice(2);
  main(program, args);
} catch (error) {
  fail(error);
}
