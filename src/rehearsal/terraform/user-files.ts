import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { aivensLock, isOursOrState, linkTo, lockFile, withoutAiven } from "./mirror";

/** Options whose value is a file or a folder, and begins at the configuration's folder. */
const withPath = /^--?(out|plan|generate-config-out|var-file|junit-xml|plugin-dir)$/;
/** Options whose value may be the argument after them, beside those. */
const withValue =
  /^--?(var|target|replace|exclude|parallelism|lock-timeout|lockfile|from-module|filter|test-directory|platform|config|type|provider|backend-config)$/;

/** Commands with a path as their last word: a saved plan, a folder of providers, a state. */
const beforePath: Readonly<Record<string, readonly string[]>> = {
  apply: [],
  show: [],
  providers: ["mirror"],
  state: ["push"],
};

interface Argument {
  readonly text: string;
  /** The end of it that is a path. */
  readonly path?: string;
  /** Whether it is a word of its own, and no option or the value of one. */
  readonly isWord?: boolean;
}

function argumentsOf(command: string, options: readonly string[]): Argument[] {
  const words: string[] = [];
  let name = ""; // of the option whose value comes next
  return options.map((text): Argument => {
    const valueOf = name;
    name = "";
    if (withPath.test(valueOf)) return { text, path: text };
    if (valueOf !== "") return { text };
    if (text.startsWith("-") && text !== "-") {
      const [option = "", ...value] = text.split("=");
      if (value.length > 0)
        return withPath.test(option) ? { text, path: value.join("=") } : { text };
      if (withPath.test(option) || withValue.test(option)) name = option;
      return { text };
    }
    const isPath = beforePath[command]?.join() === words.join();
    words.push(text);
    return isPath ? { text, path: text, isWord: true } : { text, isWord: true };
  });
}

/** The saved plan that `apply` is called with. */
export function savedPlan(options: readonly string[]): string | undefined {
  return argumentsOf("apply", options).find(({ isWord }) => isWord)?.text;
}

/**
 * What a command was called with, so that it reads and writes where it would without a rehearsal. A
 * file of the configuration's folder keeps its name, for messages: a link of that name leads to it.
 *
 * @param folder the mirror of `dir`
 */
export function withUserFiles(
  command: string,
  options: readonly string[],
  { dir, folder }: { readonly dir: string; readonly folder: string },
): string[] {
  return argumentsOf(command, options).map(({ text, path }) => {
    if (path === undefined || path === "-" || isAbsolute(path)) return text;
    const real = resolve(dir, path);
    // a link named *.tf that leads nowhere yet would be read as a part of the configuration
    if (dirname(real) !== dir || /\.tf(\.json)?$/.test(real)) {
      return text.slice(0, text.length - path.length) + real;
    }
    linkTo(real, join(folder, path));
    return text;
  });
}

/** Moves what a command made beside the configuration to where it would have made it. */
export function keepUserFiles(command: string, { dir, folder }: { dir: string; folder: string }) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isSymbolicLink() || isOursOrState(name)) continue;
    // a folder that is there as well is on the way to another configuration's mirror
    if (entry.isDirectory() && existsSync(join(dir, name))) continue;
    move(join(folder, name), join(dir, name));
  }
  if (command === "init") keepLock(dir, folder);
}

function keepLock(dir: string, folder: string): void {
  const [made, own] = [join(folder, lockFile), join(dir, lockFile)];
  if (!existsSync(made)) return;
  const before = existsSync(own) ? readFileSync(own, "utf8") : "";
  const others = withoutAiven(readFileSync(made, "utf8"));
  if (others.trim() !== withoutAiven(before).trim()) {
    writeFileSync(own, `${others.trimEnd()}\n\n${aivensLock(before)}`.trimStart());
  }
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    cpSync(from, to, { recursive: true });
    rmSync(from, { recursive: true });
  }
}
