import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Cdc, type Ended, events } from "../support/cdc";

const app = "test/rehearsal/apps/secrets.ts";
const cdc = new Cdc();
const outdir = join(cdc.folder, "cdktf.out");
const stackDir = join(outdir, "stacks", "secrets");
const secretsFile = join(cdc.folder, "secrets.json");
const planFile = join(cdc.folder, "saved.plan");

/** What is planted, each to be recognised wherever it turns up. */
const planted = {
  apiToken: "planted-api-token-1a",
  password: "planted-password-2b",
  vaultToken: "planted-vault-token-3c",
  envSecret: "planted-env-secret-4d",
  otherInVault: "planted-other-in-vault-5e",
  wrongPassword: "planted-wrong-password-6f",
};
const withoutFile = {
  CDKTF_OUTDIR: outdir,
  TF_VAR_api_token: planted.apiToken,
  TF_VAR_replication_password: planted.password,
  TF_VAR_vault_token: planted.vaultToken,
  TF_VAR_env_secret: planted.envSecret,
};
const env = { ...withoutFile, AIVEN_CDC_SECRETS: secretsFile };

/** What Vault would say, and one that nobody asks for. */
const inVault = (password: string | undefined) =>
  writeFileSync(
    secretsFile,
    JSON.stringify({
      vault: { "secret/data/pg:password": password, "secret/data/pg:other": planted.otherInVault },
    }),
  );

const terraform = (...args: string[]) =>
  cdc.run(["rehearse", "terraform", `-chdir=${stackDir}`, ...args], env);
const said = ({ stdout, stderr }: Ended) => `${stdout}\n${stderr}`;
/** On one line, as Terraform breaks and frames what it is told. */
const unframed = (text: string) => text.replace(/[\s│╷╵]+/g, " ");

/** Names of the planted secrets, and of those made up meanwhile, that stand in a text. */
const found = (text: string, more: Record<string, string> = {}) =>
  Object.entries({ ...planted, ...more })
    .filter(([, secret]) => text.includes(secret))
    .map(([name]) => name)
    .sort();

/** Nothing of what is gone: the engines go on, rename their files and remove them. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const lyingIn = (folder: string): string[] =>
  (ifThere(() => readdirSync(folder, { withFileTypes: true })) ?? []).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return lyingIn(path);
    return entry.isFile() ? [path] : [];
  });

/** Which secrets lie in which files of the rehearsal's folder. */
const leftInFiles = (more: Record<string, string>) =>
  Object.fromEntries(
    lyingIn(cdc.runDir)
      .map((file) => [
        relative(cdc.runDir, file).replace(/state\/\w+\//, "state/"),
        found(ifThere(() => readFileSync(file, "latin1")) ?? "", more),
      ])
      .filter(([, secrets]) => (secrets ?? []).length > 0),
  );

/** The worker's REST interface, by the line that the rehearsal printed. */
let curl = "";
const asked = (path: string) =>
  execFileSync("sh", ["-c", curl.replace("/connectors?expand=status", path)], { encoding: "utf8" });
let generated = "";

beforeAll(() => inVault(planted.password));
afterAll(() => cdc.close());

describe("from synth to change events", () => {
  let walked: Ended;

  beforeAll(async () => {
    const command = ["start", "--once", "--app", app, "--secrets", secretsFile];
    walked = await cdc.run(command, withoutFile);
  });

  test("the connector logs in with the value that only its workers have", () => {
    expect(walked).toMatchObject({ code: 0, stderr: expect.not.stringContaining("fail") });
    expect(events(walked.stdout).map((event) => event.split(" ")[0])).toEqual(
      ["delete", "insert", "snapshot", "snapshot", "tombstone", "update"].sort(),
    );
  });

  test("no secret is in the synthesized JSON, nor on the screen", () => {
    const json = readFileSync(join(stackDir, "cdk.tf.json"), "utf8");
    expect(json).toContain("$${vault:secret/data/pg:password}");
    expect(found(json)).toEqual([]);
    expect(found(said(walked))).toEqual([]);
    expect(cdc.leftSomething).toBe(false);
  });
});

describe("with terraform's own commands", () => {
  let applied: Ended;

  test("a plan shows none; saved, it holds those that go into the state", async () => {
    const plan = await terraform("plan", "-no-color", `-out=${planFile}`);
    expect(said(plan)).toContain("Plan: 7 to add");
    expect(found(said(plan))).toEqual([]);
    const shown = await terraform("show", "-no-color", planFile);
    expect(shown.stdout).toContain("aiven_kafka_connect");
    expect(found(said(shown))).toEqual([]);
    // Terraform: "sensitive values are displayed in plain text" in its machine-readable form
    const json = await terraform("show", "-json", planFile);
    expect(found(json.stdout)).toEqual(["envSecret", "vaultToken"]);
    expect(found(json.stderr)).toEqual([]);
  });

  test("an apply shows none, and the state holds the ordinary ones", async () => {
    applied = await terraform("apply", "-auto-approve", "-no-color");
    expect(said(applied)).toContain("Apply complete! Resources: 7 added");
    curl = /(curl -s .*)$/m.exec(applied.stderr)?.[1] ?? "";
    const { stdout: state } = await terraform("state", "pull");
    generated = passwordOf(state, "other");
    expect(generated).toMatch(/^\S{16,}$/);
    expect(passwordOf(state, "cdc_orders")).toBeNull();
    expect(found(state)).toEqual(["envSecret", "vaultToken"]);
    expect(found(said(applied), { generated })).toEqual([]);
  });

  test("below the rehearsal's folder each lies where it must, and only there", () => {
    expect(leftInFiles({ generated })).toEqual({
      pgpass: ["generated"],
      "services/rehearsal/capture/secrets/secret/data/pg/password": ["password"],
      "state/terraform.tfstate": ["envSecret", "generated", "vaultToken"],
    });
    const vault = join(cdc.runDir, "services/rehearsal/capture/secrets/secret/data/pg/password");
    for (const file of [vault, join(cdc.runDir, "pgpass")]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
  });

  test("Kafka Connect shows references; what `env` gives is in the worker's environment", async () => {
    const config = asked(`/connectors/orders/config`);
    expect(config).toContain("${vault:secret/data/pg:password}");
    expect(config).toContain("${env:key_password}");
    const tasks = asked(`/connectors/orders/tasks`);
    const status = asked(`/connectors/orders/status`);
    expect(status).toContain('"RUNNING"');
    expect(found(config + tasks + status, { generated })).toEqual([]);
    const environments = cdc
      .engines()
      .map((pid) => readFileSync(`/proc/${pid}/environ`, "utf8"))
      .filter((environ) => found(environ).length > 0);
    expect(environments).toHaveLength(1);
    expect(environments[0]?.split("\0")).toContain(`key_password=${planted.envSecret}`);
    expect(found(environments.join())).toEqual(["envSecret"]);
  });

  test("there is nothing to change: a reference stays one", async () => {
    expect(said(await terraform("plan", "-no-color"))).toContain("No changes.");
  });
});

describe("a failure tells what to do, and no secret", () => {
  const replacing = [
    ...["apply", "-auto-approve", "-no-color"],
    "-replace=aiven_kafka_connector.source",
  ];
  const replaced = () => terraform(...replacing);

  const failure = async (ended: Ended, code = 1) => {
    expect(ended.code).toBe(code);
    expect(found(said(ended), { generated })).toEqual([]);
    expect(said(ended)).not.toMatch(/^ +at /m);
    return unframed(said(ended));
  };

  test("a secret without a value", async () => {
    inVault(undefined);
    expect(await failure(await replaced())).toContain(
      "connector orders: database.password refers to ${vault:secret/data/pg:password}, which has " +
        'no value here, where no vault can be reached; write {"vault": {"secret/data/pg:password": ' +
        `"…"}} into ${secretsFile}`,
    );
  });

  test("a file of secrets that is broken meanwhile", async () => {
    writeFileSync(secretsFile, `{"vault": {"secret/data/pg:password": ${planted.password}}}`);
    const ended = await cdc.run(
      ["rehearse", "terraform", `-chdir=${stackDir}`, ...replacing],
      withoutFile,
    );
    expect(await failure(ended)).toContain(`The file of secrets ${secretsFile} is not JSON`);
  });

  /** A command on the stack as it would be with other properties of the connector. */
  const withConfig = async (config: Record<string, string>, command: string[]) => {
    const file = join(stackDir, "cdk.tf.json");
    const sound = readFileSync(file, "utf8");
    const json = JSON.parse(sound);
    Object.assign(json.resource.aiven_kafka_connector.source.config, config);
    writeFileSync(file, JSON.stringify(json, undefined, 2));
    try {
      return await terraform(...command, "-no-color");
    } finally {
      writeFileSync(file, sound);
    }
  };

  test("a rehearsal that runs with other secrets", async () => {
    const other = join(cdc.folder, "other.json");
    writeFileSync(other, "{}");
    const ended = await cdc.run(["rehearse", "--secrets", other, "true"], withoutFile);
    expect(await failure(ended, 2)).toContain(
      `A rehearsal with the secrets of ${secretsFile} runs here (process `,
    );
    expect(said(ended)).toContain(
      `, got --secrets ${other}; leave the option out to join it, or end it with \`npx cdc stop\``,
    );
  });

  test("a password that is wrong", async () => {
    inVault(planted.wrongPassword);
    expect(await failure(await replaced())).toContain(
      'password authentication failed for user "cdc_orders"',
    );
  });

  test("a provider that its Kafka Connect has not", async () => {
    inVault(planted.password);
    const ended = await withConfig({ "database.sslpassword": "$${safe:key}" }, ["plan"]);
    expect(await failure(ended)).toContain(
      "connector orders: database.sslpassword refers to ${safe:key}, and its Kafka Connect has no " +
        'secret provider "safe"; add it to kafka_connect_user_config.secret_providers, or refer to vault or env',
    );
  });

  test("a password that Aiven would not take", async () => {
    const short = "planted";
    const ended = await cdc.run(
      ["rehearse", "terraform", `-chdir=${stackDir}`, "plan", "-no-color"],
      { ...env, TF_VAR_replication_password: short },
    );
    expect(await failure(ended)).toContain("password_wo must have 8 to 256 characters, got 7");
    expect(said(ended)).not.toContain(short);
  });

  test("nothing of it all lies in a log, or anywhere else than before", () => {
    const left = leftInFiles({ generated });
    expect(Object.keys(left).filter((file) => !file.startsWith("state/"))).toEqual([
      "pgpass",
      "services/rehearsal/capture/secrets/secret/data/pg/password",
    ]);
    const states = Object.entries(left).filter(([file]) => file.startsWith("state/"));
    for (const [, secrets] of states) {
      expect(secrets).toEqual(["envSecret", "generated", "vaultToken"]);
    }
    const logs = lyingIn(cdc.runDir).filter((file) =>
      /(connect|kafka|postgres|broker|progress)[\w-]*\.log$/.test(file),
    );
    expect(logs.length).toBeGreaterThan(3);
  });

  // After all others: a server's log names what was asked of it, wherever the name came from.
  test.each([
    ["PostgreSQL", "database.user", 'role "***" does not exist'],
    ["the connector", "slot.name", "slot.name"],
  ])("a name that came as a secret, told by %s", async (_who, property, messages) => {
    const ended = await withConfig({ [property]: "$${env:key_password}" }, [
      "apply",
      "-auto-approve",
    ]);
    expect(await failure(ended)).toContain(messages);
  });
});

function passwordOf(state: string, username: string): string {
  const { resources } = JSON.parse(state) as {
    resources: { instances: { attributes: { username?: string; password: string } }[] }[];
  };
  const attributes = resources.flatMap(({ instances }) => instances.map((each) => each.attributes));
  return attributes.find((each) => each.username === username)?.password as string;
}
