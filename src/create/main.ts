import { relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { escapeLines } from "../base/text/printable-text.cjs";
import { UserError } from "../base/user-error";
import { type Answers, defaults, libraries, listed, problemsOf } from "./answers";
import { projectFiles, writeProject } from "./project";

interface Flags extends Partial<Omit<Answers, "tables" | "stages">> {
  readonly tables?: string[];
  readonly stages?: string[];
  readonly yes: boolean;
  readonly packages?: string;
}

export interface Versions {
  /** Of this package and of `aiven-cdc`, which are published together. */
  readonly version: string;
  readonly bindingsVersion: string;
}

/**
 * `npm create aiven-cdc`: a project of one's own, from answers or from flags.
 *
 * @param template the folder of files that are the same in every project
 */
export async function create(
  args: readonly string[],
  template: string,
  versions: Versions,
): Promise<void> {
  try {
    await createCommand(template, versions).parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${escapeLines(error.message)}\n`);
    process.exitCode = 2;
  }
}

/** What it takes, and does. */
export function createCommand(template: string, versions: Versions): Command {
  return new Command("create-aiven-cdc")
    .description("Writes a project: change data capture from PostgreSQL to Kafka on Aiven")
    .version(versions.version)
    .argument("[folder]", "where to write it", ".")
    .addOption(
      new Option("--cdk <library>", "cdktf, or cdktn which goes on with it").choices(libraries),
    )
    .option("--name <name>", "begins the names of the services")
    .option("--postgres-cloud <cloud>", "cloud of PostgreSQL, such as aws-eu-west-1")
    .option("--postgres-plan <plan>", "plan of PostgreSQL")
    .option("--kafka-cloud <cloud>", "cloud of Kafka")
    .option("--kafka-plan <plan>", "plan of Kafka")
    .option("--connect-cloud <cloud>", "cloud of Kafka Connect")
    .option("--connect-plan <plan>", "plan of Kafka Connect")
    .option("--tables <list>", "tables with their schemas: public.orders,public.customers", listed)
    .option("--stages <list>", "a stack for each: dev,staging,prod", listed)
    .option("--packages <folder>", "take the packages from tarballs in this folder")
    .option("-y, --yes", "ask nothing: defaults for what no flag gives", false)
    .action(async (folder: string, { yes, packages, ...given }: Flags) => {
      const isAsking = !yes && process.stdin.isTTY && process.env.CI === undefined;
      const answers = isAsking
        ? await (await import("./ask.js")).ask(given)
        : { ...defaults, ...given };
      const problems = problemsOf(answers);
      if (problems.length > 0) throw new UserError(problems.join("\n"));
      writeProject(resolve(folder), projectFiles({ answers, template, packages, ...versions }));
      process.stdout.write(nextSteps(folder));
    });
}

function nextSteps(folder: string): string {
  const path = relative(process.cwd(), resolve(folder));
  const steps = [
    ...(path === "" ? [] : [`cd ${path}`]),
    "npm install",
    "npm start   # rehearses it on this machine, up to the change events",
    "npm test    # writes the snapshot of its JSON",
  ];
  return `Wrote a project to ${resolve(folder)}. Next:\n${steps.map((step) => `  ${step}\n`).join("")}`;
}
