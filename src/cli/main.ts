import { Argument, Command, CommanderError, Option } from "commander";
import { isPackage } from "../base/project";
import { debeziumVersions } from "../debezium/versions";
import { app, appOfProject, asOf, ca, json, noTypes, serviceLabel, wholeNumber } from "./options";
import type { AdoptCommandOptions } from "./pipeline/adopt";
import type { AlertsOptions } from "./pipeline/alerts";
import { completion, type Shell, shells } from "./completion";
import { versions } from "./versions";
import { addDevelopmentCommands } from "./development/commands";
import type { DoctorOptions } from "./doctor/doctor";
import type { CheckOptions } from "./pipeline/check";
import type { CostOptions } from "./pipeline/cost";
import type { DiagramOptions } from "./pipeline/diagram";
import type { DriftOptions } from "./pipeline/drift";
import { addRehearsalCommands } from "./rehearsal/commands";
import type { SqlOptions } from "./pipeline/sql";
import type { TailOptions } from "./pipeline/tail";
import type { VerifyOptions } from "./pipeline/verify";

/** The program `cdc`: a subcommand for each job, and what it takes; each loads only what it needs. */
export async function run(args: readonly string[]): Promise<void> {
  await commands().parseAsync([...args], { from: "user" });
}

export function commands(): Command {
  const program = new Command("cdc")
    .description("Change data capture from PostgreSQL to Apache Kafka on Aiven, rehearsed here")
    .enablePositionalOptions()
    .option("-V, --version", "print the version, and those that it works with")
    .on("option:version", () => {
      process.stdout.write(versions());
      throw new CommanderError(0, "commander.version", "");
    })
    // inherited by every subcommand: the launcher decides on the exit code
    .exitOverride();
  addRehearsalCommands(program);
  program
    .command("check")
    .description("print every violation of the rules in an app: errors, warnings and notes")
    .addOption(app())
    .addOption(json("check"))
    .addOption(asOf())
    .action(async (options: CheckOptions) => (await import("./pipeline/check.js")).check(options));
  program
    .command("sql")
    .description("print the database side of an app's connectors: publication, tables, rights")
    .addOption(app())
    .addOption(json("sql"))
    .option("--user <role>", "the user of the connectors, where the app leaves it open")
    .action(async (options: SqlOptions) => (await import("./pipeline/sql.js")).sql(options));
  program
    .command("drift")
    .description("name what stays on the services although it was removed from the code")
    .addOption(app())
    .addOption(json("drift"))
    .option("--remember", "keep the code's present arguments in deployed/<stack>.json", false)
    .action(async (options: DriftOptions) => (await import("./pipeline/drift.js")).drift(options));
  program
    .command("alerts")
    .description("print alerting rules for Prometheus, for an app's services and connectors")
    .addOption(app())
    .addOption(serviceLabel())
    .option("--stack <name>", "only the rules of this stack (default: of all)")
    .action(async (options: AlertsOptions) =>
      (await import("./pipeline/alerts.js")).alerts(options),
    );
  program
    .command("dashboard")
    .description("print a dashboard for Grafana, with what the alerts of a stack measure")
    .addOption(app())
    .addOption(serviceLabel())
    .option("--stack <name>", "the stack, where the app has several")
    .action(async (options: AlertsOptions) =>
      (await import("./pipeline/dashboard.js")).dashboard(options),
    );
  program
    .command("cost")
    .description("ask Aiven what an app's services cost, with the token in AIVEN_TOKEN")
    .addOption(app())
    .addOption(json("cost"))
    .action(async (options: CostOptions) => (await import("./pipeline/cost.js")).cost(options));
  program
    .command("diagram")
    .description("draw an app, or a folder of Terraform: services, connectors, topics, users")
    .argument("[folder]", "of Terraform, instead of an app")
    .addOption(app())
    .option("--stack <name>", "only this stack (default: all)")
    .addOption(
      new Option("--format <format>", "Mermaid for Markdown, or a picture")
        .choices(["mermaid", "svg"])
        .default("mermaid"),
    )
    .option("--out <file>", "the file to write (default: standard output)")
    .action(async (folder: string | undefined, options: DiagramOptions) =>
      (await import("./pipeline/diagram.js")).diagram(folder, options),
    );
  program
    .command("adopt")
    .description("write an app that synthesizes to what is there: Terraform, a state, a connector")
    .argument("[input...]", "folders of Terraform, state files, connectors' JSON")
    .option("--out <file>", "the TypeScript file to write (default: standard output)")
    .option("--stack <id>", "id of the stack", "adopted")
    .option("--project <name>", "read a project of Aiven's, with the token in AIVEN_TOKEN")
    .option("--existing", "all of it exists: write import blocks for what names identify", false)
    .option("--connect <name>", "the Kafka Connect service that connectors' JSON is to run on")
    .addOption(
      new Option("--debezium <version>", "whose names connectors' JSON is written in").choices(
        debeziumVersions,
      ),
    )
    .action(async (inputs: string[], options: AdoptCommandOptions) =>
      (await import("./pipeline/adopt.js")).adoptCommand(inputs, options),
    );
  program
    .command("verify")
    .description("check a running pipeline: slot, publication, connector, and a change end to end")
    .addOption(app())
    .addOption(json("verify"))
    .option("--timeout <seconds>", "how long a change may take to arrive", wholeNumber(1, 600), 30)
    .option(
      // beyond its own max_wal_size, 1 GB by default, PostgreSQL keeps log for the slot alone
      "--max-lag-mb <number>",
      "how far the slot may be behind",
      wholeNumber(1, 1_000_000),
      1_024,
    )
    .option("--canary-sql <statement>", "the change to make; {id} becomes what is looked for")
    .addOption(ca())
    .action(async (options: VerifyOptions) =>
      (await import("./pipeline/verify.js")).verify(options),
    );
  program
    .command("tail")
    .description("print the events of topics as they arrive, read from outside of what runs")
    .argument("<topic...>", "for instance: shop.public.orders")
    .addOption(app())
    .addOption(json("tail", "a JSON object a line, as events arrive"))
    .option("--from-beginning", "print the events that are there already, too", false)
    .option("--max <number>", "end after so many events", wholeNumber(1, 1_000_000_000))
    .option("--user <name>", "read as this user of the stack (default: avnadmin)")
    .addOption(ca())
    .action(async (topics: string[], options: TailOptions) =>
      (await import("./pipeline/tail.js")).tail(topics, options),
    );
  program
    .command("doctor")
    .description("check every prerequisite of a rehearsal on this machine, and name the remedies")
    .addOption(json("doctor"))
    .action(async (options: DoctorOptions) => (await import("./doctor/doctor.js")).doctor(options));
  program
    .command("completion")
    .description("print a script that completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .action((shell: Shell) => void process.stdout.write(completion(shell, program)));
  if (!isPackage) addDevelopmentCommands(program);
  program
    .command("synth")
    .description("write cdktf.out of an app")
    .argument("[file]", "the CDKTF app", appOfProject)
    .option("--notes", "show notes on the app, besides warnings", false)
    .addOption(noTypes());
  return program;
}
