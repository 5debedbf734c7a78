import { administratorViolations } from "../../../../src/rehearsal/resources/postgres/administrator";
import { poolViolations } from "../../../../src/rehearsal/resources/postgres/pool-violations";
import { unknown, type Values } from "../../../../src/stack/values";

const administrator = (settings: Values) =>
  administratorViolations({ pg_user_config: [settings] }).map(({ detail }) => detail);

const nameMust =
  "admin_username must be 1 to 64 letters, digits, `_`, `-` and `.`, and begin with a letter, a digit or `_`, got";
const passwordMust = "admin_password must be 8 to 256 letters, digits, `_` and `-`, got";

test.each<Values>([
  { admin_username: "a" },
  { admin_username: "_0.-".padEnd(64, "x") },
  { admin_username: "postgres2" },
  { admin_password: "-_aZ0123" },
  { admin_password: "x".repeat(256) },
  { admin_username: unknown, admin_password: unknown },
  { admin_username: null, admin_password: null },
])("takes the administrator %j", (settings) => {
  expect(administrator(settings)).toEqual([]);
});

test.each([
  [{ admin_username: "" }, `${nameMust} ""`],
  [{ admin_username: "-x" }, `${nameMust} "-x"`],
  [{ admin_username: "x".repeat(65) }, `${nameMust} "${"x".repeat(65)}"`],
  [
    { admin_username: "postgres" },
    'admin_username must be no role of PostgreSQL itself, got "postgres"; leave it out, or use "admin"',
  ],
  [
    { admin_username: "pg_boss" },
    'admin_username must be no role of PostgreSQL itself, got "pg_boss"; leave it out, or use "admin"',
  ],
  [{ admin_password: "1234567" }, `${passwordMust} 7 characters`],
  [{ admin_password: "x".repeat(257) }, `${passwordMust} 257 characters`],
  [{ admin_password: "hunter2!hunter2" }, `${passwordMust} other characters`],
])("refuses the administrator %j, and never shows a password", (settings, message) => {
  expect(administrator(settings)).toEqual([message]);
});

test("a service without settings has Aiven's own administrator", () => {
  expect(administratorViolations({ pg_user_config: [] })).toEqual([]);
  expect(administratorViolations({})).toEqual([]);
});

const pool = {
  ...{ project: "p", service_name: "s", connection_uri: null },
  ...{ pool_name: "pool", database_name: "db", username: null },
  ...{ pool_mode: "transaction", pool_size: 10 },
};

test.each([
  {},
  { pool_name: "x".repeat(63), database_name: "x".repeat(63), username: "x".repeat(64) },
  { pool_mode: "session", pool_size: 1 },
  { pool_mode: "statement", pool_size: 10_000 },
])("takes the pool %j", (values) => {
  expect(poolViolations({ ...pool, ...values })).toEqual([]);
});

test("what is not known yet is left to the apply", () => {
  const open: Values = {
    pool_name: unknown,
    username: unknown,
    pool_mode: unknown,
    pool_size: unknown,
  };
  expect(poolViolations({ ...pool, ...open })).toEqual([]);
});

test.each([
  ["pool_name", "x".repeat(64), "pool_name must have at most 63 characters, got 64"],
  ["database_name", "x".repeat(64), "database_name must have at most 63 characters, got 64"],
  ["username", "", "username must have 1 to 64 characters, got 0"],
  ["username", "x".repeat(65), "username must have 1 to 64 characters, got 65"],
  ["pool_mode", "query", 'pool_mode must be one of session, statement, transaction, got "query"'],
  ["pool_size", 0, "pool_size must be from 1 to 10000, got 0"],
  ["pool_size", 10_001, "pool_size must be from 1 to 10000, got 10001"],
])("refuses a pool by its %s", (attribute, value, detail) => {
  expect(poolViolations({ ...pool, [attribute]: value })).toEqual([
    { severity: "error", summary: "Invalid Attribute Value", detail, attribute: [attribute] },
  ]);
});
