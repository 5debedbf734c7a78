import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Cdc } from "../rehearsal/support/cdc";
import { fetchWal2json } from "../rehearsal/support/wal2json";

const cdc = new Cdc();
mkdirSync(".rehearsal", { recursive: true });
/** Within the project, where an app finds what it imports. */
const folder = mkdtempSync(join(".rehearsal", "adopted-"));
afterEach(() => cdc.run(["stop"]));
afterAll(async () => {
  await cdc.close();
  rmSync(folder, { recursive: true, force: true });
});

const fixtures = "test/adopt/fixtures";
const examples = "examples/adopting";

type Environment = Readonly<Record<string, string>>;

/** Runs Terraform in the rehearsal, and fails with all that it printed. */
function terraformWith(env: Environment) {
  return async (dir: string, command: string, ...args: string[]) => {
    const whole = ["rehearse", "terraform", `-chdir=${dir}`, command, ...args, "-no-color"];
    const { code, stdout, stderr } = await cdc.run(whole, { ...env });
    if (code !== 0) throw new Error(`terraform ${command} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  };
}

/** Adopts, synthesizes, and returns the stack's folder, which no state knows yet. */
async function adopted(name: string, env: Environment, ...args: string[]) {
  const file = join(folder, `${name}.ts`);
  const { code, stderr } = await cdc.run(["adopt", ...args, "--stack", name, "--out", file], {
    ...env,
  });
  if (code !== 0) throw new Error(stderr);
  const outdir = join(cdc.folder, name);
  const synth = await cdc.run(["synth", file], { ...env, CDKTF_OUTDIR: outdir });
  if (synth.code !== 0) throw new Error(synth.stderr);
  return { report: stderr, dir: join(outdir, "stacks", name) };
}

interface Change {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly importing?: unknown;
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown: unknown;
  };
}

/**
 * Imports into a state of its own, after a plan that changes no value, and plans again. Terraform
 * calls it an update where a value is only marked as sensitive from now on.
 */
async function imported(dir: string, env: Environment) {
  const terraform = terraformWith(env);
  await terraform(dir, "plan", "-out=first");
  const plan = JSON.parse(await terraform(dir, "show", "-json", "first")) as {
    resource_changes: Change[];
  };
  const changes = plan.resource_changes;
  const values = changes.filter(
    ({ change }) =>
      JSON.stringify(change.before) !== JSON.stringify(change.after) ||
      JSON.stringify(change.after_unknown) !== JSON.stringify({}),
  );
  const applied = await terraform(dir, "apply", "first");
  const again = await terraform(dir, "plan");
  return {
    imports: changes.filter(({ change }) => change.importing).length,
    values: values.map(({ address }) => address),
    actions: new Set(changes.map(({ change }) => change.actions.join())),
    applied: /Resources: .*/.exec(applied)?.[0],
    again: /No changes\.|Plan: .*/.exec(again)?.[0],
  };
}

const wal2json = fetchWal2json(cdc.folder);
if (typeof wal2json === "string") {
  process.stderr.write(`The cookbook is not rehearsed: ${wal2json}\n`);
}

(typeof wal2json === "string" ? test.skip : test)(
  "the cookbook's HCL, applied, is imported by the adopted app without a change",
  async () => {
    if (typeof wal2json === "string") return;
    const env = {
      ...wal2json.env,
      AIVEN_CDC_AS_OF: "2022-09-01",
      TF_VAR_project_name: "proj1-demo",
      TF_VAR_api_token: "none",
      TF_VAR_aiven_api_token: "none",
    };
    const terraform = terraformWith(env);
    const original = join(cdc.folder, "original");
    cpSync(join(examples, "services.tf"), join(original, "services.tf"));
    await terraform(original, "apply", "-auto-approve");
    const state = join(cdc.folder, "state.json");
    writeFileSync(state, await terraform(original, "show", "-json"));

    const whole = {
      imports: 5,
      values: [],
      actions: new Set(["no-op", "update"]),
      applied: "Resources: 5 imported, 0 added, 1 changed, 0 destroyed.",
      again: "No changes.",
    };
    const both = await adopted("both", env, original, state);
    expect(both.report).toContain("5 resources, 5 import blocks");
    expect(await imported(both.dir, env)).toEqual(whole);
    const alone = await adopted("alone", env, state);
    expect(alone.report).toContain("5 resources, 5 import blocks");
    expect(await imported(alone.dir, env)).toEqual(whole);

    // the addresses are those of the HCL: its own state goes on with the app
    for (const name of readdirSync(original)) {
      if (name.endsWith(".tf")) rmSync(join(original, name));
    }
    cpSync(join(both.dir, "cdk.tf.json"), join(original, "cdk.tf.json"));
    expect(await terraform(original, "plan")).toContain("No changes.");
  },
  300_000,
);

/** Of the five, all but the Avro of the outbox runs here: Confluent's converter is in no registry. */
function connectors(): string[] {
  const names = ["self-hosted", "msk", "confluent"];
  const outbox = JSON.parse(readFileSync(join(fixtures, "connectors", "outbox.json"), "utf8")) as {
    config: Record<string, string>;
  };
  const config = Object.entries(outbox.config).filter(
    ([property]) => !property.startsWith("value.converter"),
  );
  const json = {
    ...Object.fromEntries(config),
    "value.converter": "org.apache.kafka.connect.json.JsonConverter",
  };
  const file = join(cdc.folder, "outbox.json");
  writeFileSync(file, JSON.stringify({ ...outbox, config: json }));
  const given = names.map((name) => join(fixtures, "connectors", `${name}.json`));
  return [...given, join(examples, "legacy-orders.json"), file];
}

test("five connectors from elsewhere, adopted and applied, are imported without a change", async () => {
  const env = {
    TF_VAR_project_name: "demo",
    TF_VAR_api_token: "none",
    ...Object.fromEntries(
      [
        "inventory_database_password",
        "billing_cdc_database_user",
        "billing_cdc_database_password",
        "shop_cdc_database_password",
        "legacy_orders_database_password",
        "order_outbox_database_password",
      ].map((name) => [`TF_VAR_${name}`, `of_${name}`]),
    ),
  };
  const files = connectors();
  const first = await adopted("first", env, ...files, "--connect", "workers");
  expect(await terraformWith(env)(first.dir, "apply", "-auto-approve")).toContain(
    "Resources: 5 added, 0 changed, 0 destroyed.",
  );
  const second = await adopted("second", env, ...files, "--connect", "workers", "--existing");
  expect(second.report).toContain("6 resources, 5 import blocks");
  expect(await imported(second.dir, env)).toEqual({
    imports: 5,
    values: [],
    actions: new Set(["update"]),
    applied: "Resources: 5 imported, 0 added, 5 changed, 0 destroyed.",
    again: "No changes.",
  });
}, 300_000);
