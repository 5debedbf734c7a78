import {
  providerDiagnostics,
  secretProvidersOf,
  secretValues,
  workerEnvironment,
  workerProviders,
} from "../../../src/rehearsal/resources/connect/secret-providers";
import { unknown } from "../../../src/stack/values";

const service = (secretProviders: unknown) =>
  ({
    project: "shop",
    service_name: "capture",
    plan: "startup-4",
    kafka_connect_user_config: [{ secret_providers: secretProviders }],
  }) as Parameters<typeof secretProvidersOf>[0];
const none = { aws: [], azure: [], vault: [], env: [] };
const env = (name: string, secrets: unknown) => ({ ...none, name, env: [{ secrets }] });
const vault = { ...none, name: "safe", vault: [{ token: "hunter2", auth_method: "token" }] };

test("each provider of a service becomes one of Kafka's own, under its name", () => {
  const providers = secretProvidersOf(service([vault, env("db", { password: "hunter3" })])) ?? [];
  expect(workerProviders(providers)).toEqual({
    "config.providers": "safe,db",
    "config.providers.safe.class":
      "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
    "config.providers.db.class": "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
    "config.providers.db.param.allowlist.pattern": "password",
  });
  expect(workerEnvironment(providers)).toEqual({ password: "hunter3" });
  expect(secretValues(providers).sort()).toEqual(["hunter2", "hunter3"]);
});

test("a service without secret providers has none", () => {
  expect(secretProvidersOf(service(null))).toEqual([]);
  expect(secretProvidersOf({ ...service(null), kafka_connect_user_config: null })).toEqual([]);
  expect(workerProviders([])).toEqual({});
});

test("what Terraform does not know yet is told as such", () => {
  expect(secretProvidersOf(service(unknown))).toBeUndefined();
  expect(secretProvidersOf(service([{ ...vault, name: unknown }]))).toBeUndefined();
  expect(secretProvidersOf(service([env("db", unknown)]))?.[0]?.secrets).toBeUndefined();
  expect(secretProvidersOf(service([env("db", { a: unknown })]))?.[0]?.secrets).toEqual({
    a: undefined,
  });
});

test("a value in base64 is decoded, as the service does", () => {
  const encoded = `ENV-base64:${Buffer.from('{"a": "ö"}\n').toString("base64")}`;
  const providers = secretProvidersOf(service([env("db", { json: encoded })])) ?? [];
  expect(workerEnvironment(providers)).toEqual({ json: '{"a": "ö"}\n' });
});

test("what the one environment of a worker cannot hold is told, without a value", () => {
  const messages = (...providers: object[]) =>
    providerDiagnostics(secretProvidersOf(service(providers)) ?? []).map(({ detail }) => detail);
  expect(messages(env("a", { PATH: "hunter2", LD_PRELOAD: "hunter2", "x=y": "hunter2" }))).toEqual(
    ["PATH", "LD_PRELOAD", "x=y"].map(
      (key) =>
        `secret "${key}" of provider "a" cannot be a variable of the worker here; give it another key`,
    ),
  );
  expect(messages(env("a", { password: "hunter2" }), env("b", { password: "hunter3" }))).toEqual([
    'secret "password" of provider "b" has another value in provider "a", and the worker here has one environment for both; give them different keys',
  ]);
  expect(messages(env("a", { password: "hunter2" }), env("b", { password: "hunter2" }))).toEqual(
    [],
  );
});
