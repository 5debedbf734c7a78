import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { project } from "../../base/project";
import { outage, wholeNumber } from "../options";
import type { BenchCommandOptions } from "./bench";
import type { EventTypesOptions } from "./event-types";
import type { PackOptions } from "./pack";
import type { ReliabilityOptions } from "./reliability";
import type { SoakCommandOptions } from "./soak";

/** What developers of this project run; the package does not have it. Each loads only what it needs. */
export function addDevelopmentCommands(program: Command): void {
  program
    .command("bindings")
    .description("renew the provider's schema facts from the Terraform registry")
    .action(async () => (await import("./bindings.js")).renewBindings());
  program
    .command("rules")
    .description("write the page of rules, docs/rules.md")
    .action(async () => (await import("./rules.js")).writeRules());
  program
    .command("site")
    .description("build the documentation as a site, from docs/ to site/")
    .action(async () => (await import("./site.js")).site());
  program
    .command("reliability")
    .description("carry out every attack and accident, and write docs/reliability.md")
    .option("--rounds <number>", "how often each test file runs", wholeNumber(1, 100), 1)
    .option("--results <file>", "count Jest's results of a run of the suite instead")
    .option(
      "--times <number>",
      "how often each part breaks under a stream; 0: not at all",
      wholeNumber(0, 100),
      3,
    )
    .option("--changes <number>", "changes around each fault", wholeNumber(100, 1_000_000), 20_000)
    .action(async (options: ReliabilityOptions) =>
      (await import("./reliability.js")).reliability(options),
    );
  program
    .command("event-types")
    .description("read an event of every type, and write docs/guides/types.md")
    .option("--check", "compare with the page instead; exit code 1 if it differs", false)
    .action(async (options: EventTypesOptions) =>
      (await import("./event-types.js")).eventTypes(options),
    );
  program
    .command("catalogue")
    .description("renew the catalogues of Debezium's properties from the connectors themselves")
    .action(async () => (await import("./catalogue.js")).catalogue());
  program
    .command("lock-engines")
    .description("renew the lock of the engines' files; needs Apache Maven")
    .action(async () => (await import("./lock-engines.js")).lockEngines());
  program
    .command("bench")
    .description("measure this project against its baselines, and write docs/bench.md")
    .argument("[figure...]", "which figures, or groups of them: synth, synth.one (default: all)")
    .option("--pairs <number>", "how often each is measured (default: 5)", wholeNumber(1, 100))
    .option("--short", "only what has a bound, for CI; exit code 1 if one is broken", false)
    .action(async (figures: string[], options: BenchCommandOptions) =>
      (await import("./bench.js")).bench(figures, options),
    );
  program
    .command("soak")
    .description("write changes and break parts for an hour, and write docs/soak.md")
    .option("--minutes <number>", "for how long changes are written", minutes, 60)
    .option("--rate <number>", "changes a second", wholeNumber(10, 20_000), 2_000)
    .option("--fault-every <minutes>", "from one fault to the next", minutes, 5)
    .option("--outage <seconds>", "how long a part stays broken", outage, 3)
    .option("--out <folder>", "where to write the report", "docs")
    .option(
      "--again",
      "judge the samples of the run that is written there, by the rules of now",
      false,
    )
    .action(async (options: SoakCommandOptions) => {
      // Beside the rehearsal of the project; read as soon as anything of a rehearsal is loaded.
      process.env.AIVEN_CDC_RUN_DIR ??= join(project, ".rehearsal", "soak");
      await (await import("./soak.js")).soakCommand(options);
    });
  program
    .command("soak-load", { hidden: true })
    .action(async () => (await import("../../../tools/soak/load/process.js")).runLoad());
  program
    .command("pack")
    .description("build the packages for npm, as tarballs")
    .option("--out <folder>", "where to write them", "dist")
    .action(async (options: PackOptions) => (await import("./pack.js")).pack(options));
}

function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && number > 0 && number <= 10_080) return number;
  throw new InvalidArgumentError("a number of minutes above 0, up to 10,080, which is a week");
}
