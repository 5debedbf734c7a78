import { execFile, spawn } from "node:child_process";
import { cpSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type Environment = Readonly<Record<string, string>>;

/** One of examples/consumers. */
export interface Sample {
  readonly language: "node" | "java" | "python";
  /** Programs of this machine that it is built with. */
  readonly needs: readonly (readonly [program: string, ...args: string[]])[];
  /** Fetches what it depends on, and builds it, in the folder. */
  readonly build: readonly (readonly [program: string, ...args: string[]])[];
  readonly start: readonly [program: string, ...args: string[]];
  /** What it ends with on SIGTERM: a Java VM that is asked to end always ends with 143. */
  readonly exitCode: number;
}

/** For a JVM that runs for seconds: half the CPU. One of theirs runs for months. */
const lightJvm = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

export const samples: readonly Sample[] = [
  {
    language: "node",
    needs: [["npm", "--version"]],
    build: [["npm", "install", "--no-audit", "--no-fund", "--no-progress"]],
    start: [process.execPath, "orders-copy.js"],
    exitCode: 0,
  },
  {
    language: "java",
    needs: [
      ["mvn", "--version"],
      ["javac", "--version"],
    ],
    build: [["mvn", "-q", "-B", "-ntp", "-Dmaven.repo.local=repository", "package"]],
    start: ["java", ...lightJvm, "-jar", "target/orders-copy.jar"],
    exitCode: 143,
  },
  {
    language: "python",
    needs: [["python3", "-c", "import ensurepip, venv"]],
    build: [
      ["python3", "-m", "venv", ".venv"],
      [join(".venv", "bin", "pip"), "install", "-q", "-r", "requirements.txt"],
    ],
    start: [join(".venv", "bin", "python"), "orders_copy.py"],
    exitCode: 0,
  },
];

/** @returns why it cannot be built on this machine, if it cannot */
export async function lack({ language, needs }: Sample): Promise<string | undefined> {
  for (const [program, ...args] of needs) {
    const isThere = await run(program, args).then(
      () => true,
      () => false,
    );
    if (!isThere) return `${language}: skipped, because \`${[program, ...args].join(" ")}\` fails`;
  }
  return undefined;
}

/** A copy of the sample, built in a folder of its own as its users do. */
export async function built(sample: Sample, parent: string): Promise<string> {
  const folder = join(parent, sample.language);
  cpSync(join("examples", "consumers", sample.language), folder, {
    recursive: true,
    filter: (file) => !/node_modules|target$|\.venv|__pycache__/.test(file),
  });
  for (const [program, ...args] of sample.build) {
    const env = { ...withFolder(folder), MAVEN_OPTS: lightJvm.join(" ") };
    await run(program, args, { cwd: folder, env });
  }
  return folder;
}

/** The package `avsc` of the built sample for Node. */
export function avscOf(folder: string) {
  return createRequire(join(folder, "package.json"))("avsc") as {
    Type: {
      forSchema(schema: unknown, options: object): { toBuffer(value: unknown): Buffer };
    };
  };
}

export interface SampleEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A sample that runs. */
export class RunningSample {
  readonly ended: Promise<SampleEnd>;
  output = "";
  isRunning = true;
  readonly #child;

  constructor(sample: Sample, folder: string, environment: Environment) {
    const [program, ...args] = sample.start;
    this.#child = spawn(program, args, {
      cwd: folder,
      env: { ...withFolder(folder), ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.ended = new Promise((resolve) => {
      this.#child.once("close", (code, signal) => {
        this.isRunning = false;
        resolve({ code, signal });
      });
    });
  }

  /** Resolves once it has written the text. */
  async until(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (!this.isRunning) throw new Error(`ended without "${text}":\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }
}

/** Nothing of the test's own: what a sample needs, it is given. */
function withFolder(folder: string): Environment {
  const path = [join(folder, ".venv", "bin"), process.env.PATH].join(delimiter);
  const { HOME = folder, ...rest } = process.env;
  const proxies = Object.entries(rest).filter(([name]) => /proxy|^(npm|pip)_|cert|ca_/i.test(name));
  return { ...Object.fromEntries(proxies as [string, string][]), PATH: path, HOME };
}
