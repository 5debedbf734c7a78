import { type Command, Option } from "commander";
import { debeziumVersions } from "../../debezium/versions";
import { faults } from "../../rehearsal/faults/fault";
import {
  app,
  asOf,
  brokers,
  firstPort,
  json,
  noTypes,
  outage,
  secrets,
  wholeNumber,
} from "../options";
import type { DevOptions } from "./dev-loop";
import type { ServeOptions } from "./host";
import type { RehearseOptions } from "./rehearse";
import type { StartOptions } from "./rehearse-app";
import type { UpgradeOptions } from "./upgrade";

/** What runs on engines of its own; each loads only what it needs. */
export function addRehearsalCommands(program: Command): void {
  program
    .command("start")
    .description("rehearse an app: synthesize, apply, change rows, show the events that arrive")
    .addOption(app())
    .addOption(json("start", "a JSON object a line, as things happen"))
    .option("--once", "end by itself after the demonstration", false)
    .option("--notes", "show notes on the app, besides warnings", false)
    .option("--no-console", "leave out the page in the browser")
    .addOption(noTypes())
    .addOption(
      new Option("--fault <part>", "break it in the middle of a stream of changes").choices([
        ...faults,
        "all",
      ]),
    )
    .option(
      "--changes <number>",
      "changes to write around each fault",
      wholeNumber(100, 1_000_000),
      20_000,
    )
    .option("--rate <number>", "changes a second", wholeNumber(10, 20_000), 1_000)
    .option("--times <number>", "how often each fault is rehearsed", wholeNumber(1, 100), 1)
    .option("--outage <seconds>", "how long the part stays broken", outage, 3)
    .addOption(firstPort())
    .addOption(brokers())
    .addOption(asOf())
    .addOption(secrets())
    .action(async (options: StartOptions) => (await import("./start.js")).start(options));
  program
    .command("dev")
    .description("rehearse an app, and apply each save of it to what runs, with what it changes")
    .addOption(app())
    .option("--yes", "replace what cannot change in place without asking", false)
    .option("--no-console", "leave out the page in the browser")
    .addOption(noTypes())
    .addOption(firstPort())
    .addOption(brokers())
    .addOption(asOf())
    .addOption(secrets())
    .action(async (options: DevOptions) => (await import("./dev.js")).dev(options));
  program
    .command("upgrade")
    .description("switch an app's Debezium under a stream of changes, and count what arrives")
    .addOption(
      new Option("--debezium <version>", "the version to switch to")
        .choices(debeziumVersions)
        .makeOptionMandatory(),
    )
    .addOption(app())
    .option(
      "--changes <number>",
      "changes to write around the switch",
      wholeNumber(100, 1_000_000),
      20_000,
    )
    .option("--rate <number>", "changes a second", wholeNumber(10, 20_000), 1_000)
    .addOption(brokers())
    .addOption(asOf())
    .addOption(secrets())
    .action(async (options: UpgradeOptions) => (await import("./upgrade.js")).upgrade(options));
  program
    .command("rehearse")
    .description("run a command with the rehearsal attached")
    .argument("<command...>", "for instance: terraform -chdir=DIR plan")
    .addOption(brokers())
    .addOption(asOf())
    .addOption(secrets())
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (command: string[], options: RehearseOptions) =>
      (await import("./rehearse.js")).rehearse(command, options),
    );
  program
    .command("stop")
    .description("end the rehearsal that runs in the background")
    .action(async () => (await import("./stop.js")).stop());
  program
    .command("host", { hidden: true })
    .addOption(brokers())
    .addOption(asOf())
    .addOption(secrets())
    .action(async (options: ServeOptions) => (await import("./host.js")).serve(options));
  program
    .command("set-up")
    .description("fetch what a rehearsal needs, once")
    .action(async () => (await import("./set-up.js")).setUp());
}
