import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Cdc } from "./cdc";

const run = promisify(execFile);
/** Packed as the program `cdc` is: its client would take a second to load, each time. */
const program = `require("./src/launcher/packing/program.cjs").loadProgram(
  "test/rehearsal/support/kafka-as.ts",
);`;

/** How a client reaches a Kafka and logs in, in librdkafka's names. */
export type KafkaLogin = Readonly<Record<string, string>>;
/** What a client does: a step of kafka-as.ts, and its arguments. */
export type Step = readonly string[];
export interface Ended {
  readonly result?: unknown;
  readonly refused?: string;
}

/** Has a client do some steps, one after the other. */
export async function asKafkaUser(login: KafkaLogin, ...steps: Step[]): Promise<Ended[]> {
  const { stdout } = await run(process.execPath, ["-e", program], {
    env: { ...process.env, KAFKA_LOGIN: JSON.stringify(login), KAFKA_STEPS: JSON.stringify(steps) },
  });
  return JSON.parse(stdout) as Ended[];
}

/** The file that the rehearsal wrote for kcat. */
export function loginFile(cdc: Cdc, username: string): string {
  const name = readdirSync(cdc.runDir).find((each) => each.endsWith(`-${username}.conf`));
  return join(cdc.runDir, name ?? `none-${username}.conf`);
}

/** What that file says. */
export function kafkaLogin(cdc: Cdc, username: string): KafkaLogin {
  const lines = readFileSync(loginFile(cdc, username), "utf8").trim().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s) as [string, string]));
}
