import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  folderOf,
  forgetSecrets,
  provideSecrets,
} from "../../../src/rehearsal/resources/connect/connector-secrets";
import type { ConnectService } from "../../../src/rehearsal/cloud/services";
import { LocalCloud } from "../../../src/rehearsal/cloud/local-cloud";
import type { Values } from "../../../src/stack/values";

const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-secrets-"));
const secretsFile = join(folder, "secrets.json");
const worlds: LocalCloud[] = [];
afterAll(async () => {
  await Promise.all(worlds.map((cloud) => cloud.close()));
  rmSync(folder, { recursive: true, force: true });
});

function worldWith(secrets: object | undefined): LocalCloud {
  if (secrets) writeFileSync(secretsFile, JSON.stringify(secrets));
  const cloud = new LocalCloud({
    dir: mkdtempSync(join(folder, "run-")),
    enginesDir: folder,
    secretsFile: secrets && secretsFile,
    onProgress: () => undefined,
  });
  worlds.push(cloud);
  return cloud;
}

const file = (name: string, type = "vault") => ({ name, [type]: [{}] });
const capture = (secretProviders: Values[]): ConnectService => ({
  type: "kafka_connect",
  project: "shop",
  name: "capture",
  values: { kafka_connect_user_config: [{ secret_providers: secretProviders }] },
  engine: undefined,
  port: 1,
  folder: "capture",
  plugins: [],
  secretFiles: new Map(),
});
const connector = (config: Record<string, string>) => ({
  project: "shop",
  service_name: "capture",
  connector_name: "orders",
  config,
});

test("a secret lies in a file named by its path and key, for nobody else to read", () => {
  const cloud = worldWith({ vault: { "secret/data/pg:password": "one", "secret:other": "two" } });
  const connect = capture([file("vault")]);
  const orders = connector({ "database.password": "${vault:secret/data/pg:password}", a: "plain" });
  expect(provideSecrets(cloud, connect, orders)).toEqual({
    "database.password": "one",
    a: "plain",
  });
  const path = join(folderOf(cloud, connect), "secret/data/pg/password");
  expect(readFileSync(path, "utf8")).toBe("one");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(cloud.secrets).toEqual(["one"]);

  writeFileSync(secretsFile, JSON.stringify({ vault: { "secret/data/pg:password": "rotated" } }));
  expect(provideSecrets(cloud, connect, orders)).toMatchObject({ "database.password": "rotated" });
  expect(readFileSync(path, "utf8")).toBe("rotated");

  forgetSecrets(cloud, connect);
  expect(() => statSync(path)).toThrow("ENOENT");
});

test.each([
  [
    "a vault, and no file",
    undefined,
    file("vault"),
    "${vault:pg:password}",
    'which has no value here, where no vault can be reached; write {"vault": {"pg:password": "…"}} into a file and name it: --secrets FILE, or AIVEN_CDC_SECRETS=FILE',
  ],
  [
    "a manager that the file does not name",
    { vault: {} },
    file("safe", "aws"),
    "${safe:pg:password}",
    `which has no value here, where no aws can be reached; write {"safe": {"pg:password": "…"}} into ${secretsFile}`,
  ],
  [
    "a vault, without a path",
    { vault: {} },
    file("vault"),
    "${vault:password}",
    "and a provider of type vault takes a path and a key; write ${vault:PATH:KEY}",
  ],
  [
    "env, with a path",
    undefined,
    { name: "db", env: [{ secrets: { a: "b" } }] },
    "${db:pg:a}",
    "and a provider of type env has no paths; write ${db:KEY}",
  ],
  [
    "env, for what it has not",
    undefined,
    { name: "db", env: [{ secrets: { a: "b" } }] },
    "${db:c}",
    'and its provider has no such secret; add "c" to env.secrets',
  ],
  [
    "nobody",
    undefined,
    file("vault"),
    "${other:a:b}",
    'and its Kafka Connect has no secret provider "other"; add it to kafka_connect_user_config.secret_providers, or refer to vault',
  ],
])("a reference to %s is refused", (_what, secrets, provider, reference, messages) => {
  const refused = () =>
    provideSecrets(
      worldWith(secrets),
      capture([provider]),
      connector({ "database.password": reference }),
    );
  expect(refused).toThrow(
    `A secret without a value: connector orders: database.password refers to ${reference}, ${messages}`,
  );
});

test.each(["/etc:passwd", "../pg:password", "pg/./x:password", "pg:../password", "pg:.."])(
  "%s names no file of the worker's own",
  (secret) => {
    const cloud = worldWith({ vault: { [secret]: "hunter2" } });
    const orders = connector({ "database.password": `\${vault:${secret}}` });
    expect(() => provideSecrets(cloud, capture([file("vault")]), orders)).toThrow(
      `it keeps each secret as a file named by its path and key, and \${vault:${secret}} is not a file name, or is that of another secret; refer to it by another path`,
    );
  },
);

test("two managers may have the same secret, and not two of one name", () => {
  const both = (b: string) => {
    const cloud = worldWith({ a: { "pg:password": "one" }, b: { "pg:password": b } });
    return provideSecrets(
      cloud,
      capture([file("a"), file("b", "aws")]),
      connector({ x: "${a:pg:password}", y: "${b:pg:password}" }),
    );
  };
  expect(both("one")).toEqual({ x: "one", y: "one" });
  expect(() => both("two")).toThrow(
    "${b:pg:password} is not a file name, or is that of another secret",
  );
});

test("a folder cannot be a file at the same time", () => {
  const cloud = worldWith({ vault: { "pg:login": "one", "pg/login:password": "two" } });
  const orders = connector({ x: "${vault:pg:login}", y: "${vault:pg/login:password}" });
  expect(() => provideSecrets(cloud, capture([file("vault")]), orders)).toThrow(
    "This rehearsal cannot hold this secret",
  );
});
