import { dayOf } from "../../aiven/facts/days";
import { Misuse } from "../../base/user-error";
import { asOfVariable } from "../../stack/as-of";
import { secretsVariable } from "./secrets-file";

/** How the number of brokers is handed to the processes that a rehearsal starts or is started by. */
export const brokersVariable = "AIVEN_CDC_BROKERS";

/** What a whole rehearsal runs with; a command that joins it has the same, or leaves it open. */
export interface Settings {
  /** The day that is rehearsed: versions come and go. @default - today */
  readonly asOf?: Date;
  /** Values of secrets that no service here can give. @default - there are none */
  readonly secretsFile?: string;
  /** Brokers of a Kafka at most. @default - as many as its plan has nodes */
  readonly brokers?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** For the processes that take part in a rehearsal. */
export function variablesOf({ asOf, secretsFile, brokers }: Settings): Record<string, string> {
  return {
    ...(asOf && { [asOfVariable]: dayOf(asOf) }),
    ...(secretsFile !== undefined && { [secretsVariable]: secretsFile }),
    ...(brokers !== undefined && { [brokersVariable]: String(brokers) }),
  };
}

/** @throws Misuse if the rehearsal that runs as process `pid` was started with something else */
export function mustAgree(pid: number, running: Environment, settings: Settings): void {
  const asked = variablesOf(settings);
  const differs = (name: string) => asked[name] !== undefined && asked[name] !== running[name];
  const refusal = (what: string, option: string) =>
    new Misuse(
      `A rehearsal ${what} runs here (process ${pid}), got ${option}; ` +
        "leave the option out to join it, or end it with `npx cdc stop`",
    );
  const { [asOfVariable]: day, [secretsVariable]: file, [brokersVariable]: brokers } = running;
  if (differs(asOfVariable)) {
    throw refusal(`as of ${day ?? "today"}`, `--as-of ${asked[asOfVariable]}`);
  }
  if (differs(secretsVariable)) {
    const known = file === undefined ? "no file of secrets" : `the secrets of ${file}`;
    throw refusal(`with ${known}`, `--secrets ${asked[secretsVariable]}`);
  }
  if (differs(brokersVariable)) {
    const known =
      brokers === undefined ? "as many brokers as the plan has nodes" : brokersAtMost(brokers);
    throw refusal(`with ${known}`, `--brokers ${asked[brokersVariable]}`);
  }
}

const brokersAtMost = (count: string) => `at most ${count} ${count === "1" ? "broker" : "brokers"}`;
