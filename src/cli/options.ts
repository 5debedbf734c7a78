import { resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { defaultApp } from "../base/default-app.cjs";
import { brokersVariable } from "../rehearsal/session/settings";
import { readSecretsFile, secretsVariable } from "../rehearsal/session/secrets-file";
import { asOfVariable, parseDay } from "../stack/as-of";

/** Read once, for a dozen commands. */
export const appOfProject = defaultApp();

/** For every command that works on an app. */
export function app(): Option {
  return new Option("--app <file>", "the CDKTF app; that of cdktf.json by default").default(
    appOfProject,
  );
}

/** @param schema the file in docs/schemas that describes it */
export function json(schema: string, what = "one JSON document"): Option {
  return new Option("--json", `print ${what}, as docs/schemas/${schema}.json describes it`).default(
    false,
  );
}

export function ca(): Option {
  return new Option("--ca <file>", "the authority of the services' certificates, PEM");
}

/** The default, true, is what the environment does not turn off. */
export function noTypes(): Option {
  return new Option("--no-types", "leave out the check of the app's types").default(
    process.env.AIVEN_CDC_NO_TYPES !== "1",
  );
}

/** For processes that a command starts, the environment carries it. */
export function asOf(): Option {
  return new Option("--as-of <day>", "apply the rules and versions of that day (default: today)")
    .env(asOfVariable)
    .argParser((text) => {
      const day = parseDay(text);
      if (day) return day;
      throw new InvalidArgumentError("It must be a day of the calendar, such as 2022-09-01.");
    });
}

/** Processes that a command starts may run in another folder: the path is whole. */
export function secrets(): Option {
  return new Option(
    "--secrets <file>",
    "JSON file with the values of secrets that a provider (vault, aws, azure) would give",
  )
    .env(secretsVariable)
    .argParser((file) => {
      readSecretsFile(resolve(file)); // reported before anything starts
      return resolve(file);
    });
}

export function firstPort(): Option {
  return new Option("--port <number>", "first of the ports to use (default: free ones)").argParser(
    wholeNumber(1, 65_499),
  );
}

export function brokers(): Option {
  return new Option(
    "--brokers <number>",
    "brokers of a Kafka at most (default: as many as its plan has nodes)",
  )
    .env(brokersVariable)
    .argParser(wholeNumber(1, 30));
}

export function serviceLabel(): Option {
  return new Option(
    "--service-label <name>",
    "the label that identifies a service in the metrics",
  ).default("service");
}

export function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    throw new InvalidArgumentError(`a number from ${from} to ${to}`);
  };
}

export function outage(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && seconds >= 0 && seconds <= 600) return seconds;
  throw new InvalidArgumentError("a number of seconds from 0 to 600");
}
