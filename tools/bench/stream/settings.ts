import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { engineSettings } from "../../../src/rehearsal/resources/service";
import { home } from "../../../src/base/project";
import { readStackJson, type StackJson } from "../../../src/stack/stack-json";
import type { Values } from "../../../src/stack/values";

const run = promisify(execFile);

export type SideName = "seed" | "debezium" | "balanced" | "lowLatency" | "bulkLoad";

/** Workers and a connector, as a stack's JSON sets them. */
export interface Settings {
  readonly worker: Readonly<Record<string, string>>;
  readonly connector: Readonly<Record<string, string>>;
}

/** Of the recipe as published, what Debezium 3.1.0 no longer takes, and what an `avnadmin` may. */
const seedToday = {
  "plugin.name": "pgoutput",
  "database.server.name": undefined,
  "publication.autocreate.mode": "filtered",
};

/** Nothing but what Debezium cannot do without. */
const debeziumAlone = {
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "plugin.name": "pgoutput",
  "publication.autocreate.mode": "filtered",
};

/** From the JSON that Terraform would get: of examples/cookbook.ts and of a stack a profile. */
export async function readSettings(dir: string): Promise<Readonly<Record<SideName, Settings>>> {
  const seedStack = await stack("examples/cookbook.ts", "cookbook", join(dir, "cookbook"));
  const profiles = join(dir, "profiles");
  const balanced = await stack("tools/bench/stream/engines/apps.ts", "balanced", profiles);
  const seed = settingsOf(seedStack);
  return {
    seed: { ...seed, connector: defined({ ...seed.connector, ...seedToday }) },
    debezium: { worker: {}, connector: debeziumAlone },
    balanced: settingsOf(balanced),
    lowLatency: settingsOf(readStack(profiles, "lowLatency")),
    bulkLoad: settingsOf(readStack(profiles, "bulkLoad")),
  };
}

async function stack(app: string, name: string, outdir: string): Promise<StackJson> {
  await run(process.execPath, [join(home, "src", "cli", "cdc.cjs"), "synth", app], {
    cwd: home,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  return readStack(outdir, name);
}

function readStack(outdir: string, name: string): StackJson {
  return readStackJson(join(outdir, "stacks", name));
}

function settingsOf({ resource = {} }: StackJson): Settings {
  const [workers] = Object.values(resource.aiven_kafka_connect ?? {});
  const [connector] = Object.values(resource.aiven_kafka_connector ?? {});
  // the block is an object in the JSON, and a list of one to the provider
  const { kafka_connect: kafkaConnect } = (workers?.kafka_connect_user_config ?? {}) as Values;
  return {
    worker: engineSettings((kafkaConnect ?? {}) as Values),
    connector: Object.fromEntries(
      Object.entries((connector?.config ?? {}) as Values).map(([key, value]) => [
        key,
        String(value),
      ]),
    ),
  };
}

function defined(config: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
