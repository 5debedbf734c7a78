import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documentOf } from "../cli/schemas";
import { Cdc } from "../rehearsal/support/cdc";

const app = "test/drift/apps/drifting.ts";
const cdc = new Cdc();
const outdir = join(cdc.folder, "cdktf.out");
const stack = join(outdir, "stacks", "drifting");
const launcher = join(process.cwd(), "src", "cli", "cdc.cjs");
const later = { DRIFTING: "later" };

afterAll(() => cdc.close());

const attached = (command: readonly string[], env: Record<string, string> = {}) =>
  cdc.run(["rehearse", ...command], { CDKTF_OUTDIR: outdir, ...env });
const cdcAttached = (args: readonly string[], env: Record<string, string> = {}) =>
  attached([process.execPath, launcher, ...args], env);
const terraform = (...args: string[]) => attached(["terraform", `-chdir=${stack}`, ...args]);

/** What a synth warns of, as `cdktf synth` reads it. */
async function warnings(env: Record<string, string> = {}): Promise<string[]> {
  expect((await cdcAttached(["synth", app], env)).code).toBe(0);
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8"));
  return stacks.drifting.annotations
    .filter(({ level }: { level: string }) => level === "@cdktf/warn")
    .map((a: { constructPath: string; message: string }) => `[${a.constructPath}] ${a.message}`);
}

const stays = (path: string, value: string) =>
  `  - aiven_kafka_connect.workers: kafka_connect_user_config.kafka_connect.${path} is ${value} on the service and no longer in the code; ` +
  "put it back with Aiven's default, or reset it in the console: Terraform will not\n";
const warned = (path: string) =>
  `[drifting/workers] kafka_connect_user_config.kafka_connect.${path} is no longer in the code, and its value stays on the service: ` +
  "Terraform leaves it; `npx cdc drift` shows what to do";

/** What drift prints for programs. */
async function driftJson(env: Record<string, string> = {}) {
  const { code, stdout } = await cdcAttached(["drift", "--json", "--app", app], env);
  const { stacks } = documentOf<{ stacks: object[] }>("drift", stdout);
  return { code, stacks };
}
const compared = { stack: "drifting", outcome: "compared", isRemembered: false };

/** One after the other: what a person goes through who removes an argument. */
test("an argument that was removed is left by Terraform, and named by synth and drift", async () => {
  expect(await warnings()).toEqual([]);
  expect((await cdcAttached(["drift", "--app", app])).stdout).toBe(
    "Stack drifting: nothing is deployed, so nothing can have drifted\n",
  );
  expect(await driftJson()).toEqual({
    code: 0,
    stacks: [{ stack: "drifting", outcome: "nothing-deployed", isRemembered: false, found: [] }],
  });
  expect((await terraform("apply", "-auto-approve")).code).toBe(0);
  const none = await cdcAttached(["drift", "--app", app]);
  expect(none).toMatchObject({
    code: 0,
    stdout:
      "Stack drifting: no drift, what was removed from the code is not on the services either\n",
  });

  expect(await driftJson()).toEqual({ code: 0, stacks: [{ ...compared, found: [] }] });

  expect(await warnings(later)).toEqual([
    warned("consumer_isolation_level"),
    warned("consumer_max_poll_records"),
  ]);
  expect((await terraform("plan", "-no-color")).stdout).toContain("No changes.");
  const drifted = await cdcAttached(["drift", "--app", app], later);
  expect(drifted.code).toBe(1);
  expect(drifted.stdout).toBe(
    "Stack drifting: 2 arguments on the services that the code no longer has\n" +
      stays("consumer_isolation_level", '"read_committed"') +
      stays("consumer_max_poll_records", "100"),
  );

  const printed = await driftJson(later);
  expect(printed.code).toBe(1);
  expect(printed.stacks).toMatchObject([
    {
      ...compared,
      found: [
        {
          address: "aiven_kafka_connect.workers",
          argument: "kafka_connect_user_config.kafka_connect.consumer_isolation_level",
          isSecret: false,
          value: "read_committed",
          message: expect.stringContaining(
            "no longer in the code; put it back with Aiven's default",
          ),
        },
        { value: 100 },
      ],
    },
  ]);

  const baseline = await cdcAttached(["drift", "--app", app, "--remember"]);
  expect(baseline.code).toBe(0);
  const file = join(cdc.runDir, "deployed", "drifting.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    "aiven_kafka_connect.workers": {
      kafka_connect_user_config: [
        {
          kafka_connect: [
            {
              offset_flush_interval_ms: 1000,
              consumer_isolation_level: "read_committed",
              consumer_max_poll_records: 100,
            },
          ],
          plugin_versions: [{ plugin_name: "debezium-connector", version: "3.1.0" }],
        },
      ],
    },
  });
  const remembered = await cdcAttached(["drift", "--app", app, "--remember"], later);
  expect(remembered.code).toBe(1);
  expect(remembered.stdout).toContain(stays("consumer_max_poll_records", "100"));
  expect(await warnings(later)).toHaveLength(2);
  expect(await warnings()).toEqual([]);
  expect(existsSync("deployed")).toBe(false);
});

test("a stack that was never initialized is told how", async () => {
  const { code, stderr } = await cdc.run(["drift", "--app", app], { CDKTF_OUTDIR: outdir });
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^Stack drifting is not initialized, so its state cannot be read; run `terraform -chdir=\S+drifting init`, and the command again\n$/,
  );
});
