import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { parse } from "yaml";

export type Library = "cdktf" | "cdktn";

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds every package as `npm run pack` does; the tarballs' paths. */
export function pack(out: string): string[] {
  execFileSync(process.execPath, ["src/cli/cdc.cjs", "pack", "--out", out], { stdio: "pipe" });
  return readdirSync(out).map((name) => join(out, name));
}

/** A user's shell in a folder of their own: nothing of this project is in its environment. */
export class Shell {
  readonly #env: NodeJS.ProcessEnv;

  /** @param bin folders that come first on the PATH */
  constructor(
    readonly folder: string,
    bin: readonly string[] = [],
  ) {
    mkdirSync(folder, { recursive: true });
    const kept = Object.entries(process.env).filter(
      ([name]) => !/^(AIVEN_CDC_|CDKTF_|npm_|TF_|NODE_ENV|JEST_|INIT_CWD|FORCE_COLOR)/.test(name),
    );
    this.#env = {
      ...Object.fromEntries(kept),
      CI: "true",
      NO_COLOR: "1", // else colours come with CI
      AIVEN_CDC_BROKERS: "1", // three take twice as long to start
      PATH: [...bin, process.env.PATH].join(delimiter),
    };
  }

  run(command: string): Result {
    const { status, stdout, stderr } = spawnSync("bash", ["-ec", command], {
      ...{ cwd: this.folder, env: this.#env, encoding: "utf8" as const },
      timeout: 400_000,
    });
    return { code: status, stdout, stderr };
  }

  /** @throws with what the command said, if it fails */
  must(command: string): Result {
    const result = this.run(command);
    if (result.code === 0) return result;
    const { code, stdout, stderr } = result;
    throw new Error(`${command} ended with ${code}:\n${stdout}\n${stderr}`);
  }

  json(path: string): unknown {
    return JSON.parse(readFileSync(join(this.folder, path), "utf8"));
  }
}

/** A folder with a program that writes its arguments, one a line, to `calls`. */
export function recorder(folder: string, program: string, calls: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, program);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${calls}'\n`);
  chmodSync(file, 0o755);
  return folder;
}

/** The folder of another Node's program, from the npm package that holds it. */
export function nodeOf(version: string, folder: string): string {
  const bin = join(folder, version, "package", "bin");
  if (!existsSync(bin)) {
    mkdirSync(join(folder, version), { recursive: true });
    const spec = `node-${process.platform}-${process.arch}@${version}`;
    const tarball = execFileSync("npm", ["pack", spec, "--silent"], {
      ...{ cwd: join(folder, version), encoding: "utf8" },
    }).trim();
    execFileSync("tar", ["xzf", tarball], { cwd: join(folder, version) });
  }
  return bin;
}

interface Step {
  readonly name?: string;
  readonly run?: string;
}

/** The commands of a job, as its runner would execute them. */
export function stepsOf(workflow: string, job: string): { name: string; run: string }[] {
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps: readonly Step[] }> };
  return (jobs[job]?.steps ?? []).flatMap(({ name = "", run }) =>
    run === undefined ? [] : [{ name, run }],
  );
}
