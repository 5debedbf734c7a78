import { Command, InvalidArgumentError, Option } from "commander";
import { asOfVariable, parseDay } from "../rehearsal/as-of";
import { renewBindings } from "./bindings";
import { catalogue } from "./catalogue";
import { rehearse, type RehearseOptions } from "./rehearse";
import { serve, type ServeOptions } from "./serve";
import { setUp } from "./set-up";
import { start, type StartOptions } from "./start";
import { stop } from "./stop";
import { writeRules } from "./rules";

/** The program `cdc`: a subcommand for each job, and what it takes. */
export async function run(args: readonly string[]): Promise<void> {
  const program = new Command("cdc")
    .description("Change data capture from PostgreSQL to Apache Kafka on Aiven, rehearsed here")
    .enablePositionalOptions();
  program
    .command("start")
    .description("rehearse an app: synthesize, apply, change rows, show the events that arrive")
    .option("--app <file>", "the CDKTF app", "main.ts")
    .option("--once", "end by itself after the demonstration", false)
    .option("--port <number>", "first of the ports to use (default: free ones)", port)
    .addOption(asOf())
    .action((options: StartOptions) => start(options));
  program
    .command("rehearse")
    .description("run a command with the rehearsal attached")
    .argument("<command...>", "for instance: terraform -chdir=DIR plan")
    .addOption(asOf())
    .passThroughOptions()
    .allowUnknownOption()
    .action((command: string[], options: RehearseOptions) => rehearse(command, options));
  program
    .command("stop")
    .description("end the rehearsal that runs in the background")
    .action(() => stop());
  program
    .command("host", { hidden: true })
    .addOption(asOf())
    .action((options: ServeOptions) => serve(options));
  program
    .command("set-up")
    .description("fetch packages, bindings and engines, once")
    .action(() => setUp());
  program
    .command("bindings")
    .description("renew the provider's schema facts from the Terraform registry")
    .action(() => renewBindings());
  program
    .command("rules")
    .description("write the page of rules, docs/rules.md")
    .action(() => writeRules());
  program
    .command("catalogue")
    .description("renew the catalogues of Debezium's properties from the connectors themselves")
    .action(() => catalogue());
  program
    .command("synth")
    .description("write cdktf.out of an app")
    .argument("[file]", "", "main.ts");
  await program.parseAsync([...args], { from: "user" });
}

/** For processes that a command starts, the environment carries it. */
function asOf(): Option {
  return new Option(
    "--as-of <day>",
    "rehearse what Aiven took and ran on that day (default: today)",
  )
    .env(asOfVariable)
    .argParser((text) => {
      const day = parseDay(text);
      if (day) return day;
      throw new InvalidArgumentError("It must be a day of the calendar, such as 2022-09-01.");
    });
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number < 65_500) return number;
  throw new InvalidArgumentError("a number from 1 to 65499");
}
