import {
  type CheckedConfig,
  checkProperties,
  isProperty,
} from "../../src/debezium/properties/check";
import type { DebeziumVersion } from "../../src/debezium/versions";
import { seedConfig } from "./seed";

const sound: CheckedConfig = {
  name: "orders",
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "topic.prefix": "replicator",
  "database.hostname": "${aiven_pg.orders.service_host}",
  "database.user": undefined,
  "database.dbname": "defaultdb",
};

function messages(config: CheckedConfig, version: DebeziumVersion = "3.1.0"): string[] {
  return checkProperties(version, { ...sound, ...config }).map(({ message }) => message);
}

test("a sound configuration has no fault; references and unknown values count as there", () => {
  expect(checkProperties("3.1.0", sound)).toEqual([]);
  expect(messages({ "snapshot.mode": "${var.mode}", "max.batch.size": undefined })).toEqual([]);
});

describe("the seed", () => {
  test("has its true faults on 3.1.0, each with its replacement", () => {
    expect(checkProperties("3.1.0", seedConfig())).toMatchObject(
      [
        [
          "database.server.name",
          `"database.server.name" is not a property of Debezium 3.1.0's PostgreSQL connector; write "topic.prefix"`,
        ],
        [
          "database.ssl.mode",
          `"database.ssl.mode" is not a property of Debezium 3.1.0's PostgreSQL connector; write "database.sslmode"`,
        ],
        [
          "include.schema.changes",
          `"include.schema.changes" is not a property of Debezium 3.1.0's PostgreSQL connector, but of connectors that keep a history of schemas; leave it out`,
        ],
        [
          "include.query",
          `"include.query" is not a property of Debezium 3.1.0's PostgreSQL connector, but of the MySQL connector; leave it out`,
        ],
        [
          "plugin.name",
          `"plugin.name" must be one of decoderbufs, pgoutput, got "wal2json"; write "pgoutput"`,
        ],
      ].map(([property, message]) => ({ property, severity: "error", message })),
    );
  });

  test("has the three misspelt or alien keys on 1.9.7, its own version", () => {
    expect(checkProperties("1.9.7", seedConfig()).map(({ message }) => message)).toEqual([
      `"database.ssl.mode" is not a property of Debezium 1.9.7's PostgreSQL connector; write "database.sslmode"`,
      `"include.schema.changes" is not a property of Debezium 1.9.7's PostgreSQL connector, but of connectors that keep a history of schemas; leave it out`,
      `"include.query" is not a property of Debezium 1.9.7's PostgreSQL connector, but of the MySQL connector; leave it out`,
    ]);
  });
});

describe("a key that is none", () => {
  test.each([
    ["slot_name", `write "slot.name"`],
    ["slot.drop_on_stop", `write "slot.drop.on.stop"`],
    ["tabel.include.list", `write "table.include.list"`],
    ["toasted.value.placeholder", `write "unavailable.value.placeholder"`],
    ["table.whitelist", `write "table.include.list"`],
    ["column.blacklist", `write "column.exclude.list"`],
    [
      "snapshot.custom.class",
      `write "snapshot.mode.custom.name" (the name that the class gives itself)`,
    ],
    ["sanitize.field.names", `write "field.name.adjustment.mode" ("avro" for true)`],
    ["truncate.handling.mode", `write "skipped.operations" ("t" for skip, "none" for include)`],
    ["driver.socketTimout", `write "driver.socketTimeout"`],
    ["database.AplicationName", `write "database.ApplicationName"`],
    ["column.truncate.to.(d+).chars", "leave it out"],
    ["nothing.like.it", "leave it out"],
    ["constructor", "leave it out"],
  ])("%s: %s", (name, advice) => {
    expect(messages({ [name]: "x" })).toEqual([
      `"${name}" is not a property of Debezium 3.1.0's PostgreSQL connector; ${advice}`,
    ]);
  });

  test("is left out where its replacement is there already", () => {
    expect(messages({ "database.server.name": "x", "topic.prefix": "x" })).toEqual([
      `"database.server.name" is not a property of Debezium 3.1.0's PostgreSQL connector; leave it out, "topic.prefix" is set`,
    ]);
  });

  test("may be one in another version", () => {
    const config = { ...seedConfig(), "slot.failover": true };
    expect(checkProperties("1.9.7", config).at(-1)?.message).toBe(
      `"slot.failover" is not a property of Debezium 1.9.7's PostgreSQL connector, but of 3.1.0, 3.5.2; leave it out or use that version`,
    );
    expect(messages({ "slot.failover": true })).toEqual([]);
  });

  test("is renamed backwards too", () => {
    const { "topic.prefix": prefix, ...others } = sound;
    expect(checkProperties("1.9.7", { ...others, "topic.prefix": prefix })).toMatchObject([
      {
        property: "topic.prefix",
        severity: "error",
        message: `"topic.prefix" is not a property of Debezium 1.9.7's PostgreSQL connector; write "database.server.name"`,
      },
    ]);
  });

  test("is taken where the caller knows the family", () => {
    const config = { ...sound, "isbn.schema": "x" };
    expect(checkProperties("3.1.0", config, { families: ["isbn."] })).toEqual([]);
  });
});

describe("a value", () => {
  test.each<[string, string | number | boolean, string | undefined]>([
    [
      "snapshot.mode",
      "initail",
      `one of always, configuration_based, custom, initial, initial_only, never, no_data, when_needed, got "initail"; write "initial"`,
    ],
    [
      "snapshot.mode",
      "exported",
      `one of always, configuration_based, custom, initial, initial_only, never, no_data, when_needed, got "exported"; write "initial"`,
    ],
    [
      "snapshot.mode",
      "sometimes",
      `one of always, configuration_based, custom, initial, initial_only, never, no_data, when_needed, got "sometimes"`,
    ],
    ["snapshot.mode", " INITIAL ", undefined],
    ["errors.tolerance", "ALL", `one of all, none, got "ALL"; write "all"`],
    ["tombstones.on.delete", "yes", `true or false, got "yes"; write "true"`],
    ["tombstones.on.delete", 0, `true or false, got 0; write "false"`],
    ["tombstones.on.delete", "maybe", `true or false, got "maybe"`],
    ["tombstones.on.delete", false, undefined],
    ["_aiven.restart.on.failure", "always", `true or false, got "always"`],
    ["max.batch.size", 1, undefined],
    ["max.batch.size", 0, "a whole number from 1 to 2147483647, got 0"],
    ["heartbeat.interval.ms", 2147483647, undefined],
    ["heartbeat.interval.ms", 2147483648, "a whole number from 0 to 2147483647, got 2147483648"],
    ["heartbeat.interval.ms", "30s", `a whole number from 0 to 2147483647, got "30s"`],
    ["heartbeat.interval.ms", true, "a whole number from 0 to 2147483647, got true"],
    ["errors.max.retries", -1, undefined],
    ["snapshot.delay.ms", "9223372036854775807", undefined],
    [
      "snapshot.delay.ms",
      "9223372036854775808",
      `a whole number from 0 to 9223372036854775807, got "9223372036854775808"`,
    ],
    ["database.port", 5432.5, "a whole number from -2147483648 to 2147483647, got 5432.5"],
    ["skipped.operations", "t, d", undefined],
    ["skipped.operations", "t,x", `a list of c, d, none, r, t, u, got "t,x"`],
    [
      "database.sslmode",
      "x".repeat(61),
      `one of allow, disable, prefer, require, verify-ca, verify-full, got "${"x".repeat(60)}…"`,
    ],
  ])("%s = %s", (name, value, must) => {
    expect(messages({ [name]: value })).toEqual(must ? [`"${name}" must be ${must}`] : []);
  });

  test("allowed later, with what stands for it now", () => {
    const config = { ...seedConfig(), "snapshot.mode": "no_data" };
    expect(checkProperties("1.9.7", config).map(({ message }) => message)).toContain(
      `"snapshot.mode" must be one of always, custom, exported, initial, initial_only, never, got "no_data"; write "never"`,
    );
  });
});

test("a secret's value is never shown", () => {
  const secret = "hunter2";
  const config = {
    "database.password": secret,
    "database.pasword": secret,
    "driver.sslpassword": secret,
    "key.converter.basic.auth.token": secret,
    "database.sslkey": secret,
    "api.secret": secret,
    "snapshot.delay.ms": 0,
  };
  for (const version of ["1.9.7", "3.1.0"] as const) {
    expect(JSON.stringify(checkProperties(version, { ...sound, ...config }))).not.toContain(secret);
  }
});

test("what is required and missing, or empty", () => {
  expect(checkProperties("2.5.0", { "topic.prefix": " " }).map(({ message }) => message)).toEqual(
    [
      "connector.class",
      "name",
      "database.dbname",
      "database.hostname",
      "database.user",
      "topic.prefix",
    ].map(
      (name) =>
        `"${name}" is missing, and Debezium 2.5.0's PostgreSQL connector requires it; set it`,
    ),
  );
});

describe("families", () => {
  const unwrap = { "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState" };

  test("names that are listed bring their properties", () => {
    expect(
      messages({ transforms: "unwrap, route", ...unwrap, "transforms.route.type": "x" }),
    ).toEqual([]);
    expect(messages({ transforms: undefined, ...unwrap })).toEqual([]);
    expect(messages({ converters: "isbn", "isbn.type": "x", "isbn.schema.name": "y" })).toEqual([]);
    expect(messages({ "topic.creation.default.partitions": 3 })).toEqual([]);
    expect(messages({ "post.processors": "again", "again.type": "x" })).toEqual([]);
  });

  test("names that are not have no effect", () => {
    expect(messages(unwrap)).toEqual([
      `"transforms.unwrap.type" has no effect: "transforms" does not list "unwrap"; add it there`,
    ]);
    expect(messages({ "topic.creation.defualt.partitions": 3 })).toEqual([
      `"topic.creation.defualt.partitions" has no effect: "topic.creation.groups" does not list "defualt"; add it there, or write "topic.creation.default.partitions"`,
    ]);
    expect(messages({ "isbn.type": "x" })).toEqual([
      `"isbn.type" is not a property of Debezium 3.1.0's PostgreSQL connector; leave it out`,
    ]);
  });

  test("a name that is listed needs its type", () => {
    expect(messages({ transforms: "unwrap" })).toEqual([
      `"transforms.unwrap.type" is missing, and "transforms" lists "unwrap"; set it or remove "unwrap" from that list`,
    ]);
  });

  test("open ones are taken as they are", () => {
    expect(
      messages({
        "producer.override.linger.ms": 20,
        "signal.consumer.security.protocol": "SSL",
        "column.mask.hash.SHA-256.with.salt.x": "a.b.c",
        "column.mask.with.10.chars": "a.b.c",
        "column.truncate.to.10.chars": "a.b.c",
        "snapshot.select.statement.overrides.a.b": "SELECT 1",
        "_aiven.other": "x",
      }),
    ).toEqual([]);
    expect(isProperty("1.9.7", "signal.consumer.group.id")).toBe(false);
  });

  test("a converter's properties without the converter", () => {
    const config = { "key.converter.schemas.enable": false };
    expect(checkProperties("3.1.0", { ...sound, ...config })).toEqual([
      {
        rule: "property-converter",
        property: "key.converter.schemas.enable",
        severity: "warning",
        message: `"key.converter.schemas.enable" has no effect, because "key.converter" is not set and the worker's own converter runs; set "key.converter" too`,
      },
    ]);
    expect(messages({ ...config, "key.converter": "x" })).toEqual([]);
  });
});

test("what contradicts itself", () => {
  expect(messages({ "table.include.list": "a.b", "table.exclude.list": "a.c" })).toEqual([
    `"table.exclude.list" cannot be set together with "table.include.list"; keep one of the two`,
  ]);
  expect(messages({ "max.queue.size": 2049 })).toEqual([]);
  expect(messages({ "max.queue.size": 2048 })).toEqual([
    `"max.queue.size" must be larger than "max.batch.size", got 2048 and 2048; make the queue larger or the batch smaller`,
  ]);
});

describe.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("the text %s", (text) => {
  test("is no property", () => {
    const config = { ...sound, ...(JSON.parse(`{"${text}": "x"}`) as CheckedConfig) };
    expect(checkProperties("3.1.0", config).map(({ message }) => message)).toEqual([
      `"${text}" is not a property of Debezium 3.1.0's PostgreSQL connector; leave it out`,
    ]);
    expect(isProperty("3.1.0", text)).toBe(false);
  });

  test("is no boolean and nothing near one", () => {
    expect(messages({ "tombstones.on.delete": text })).toEqual([
      `"tombstones.on.delete" must be true or false, got "${text}"`,
    ]);
  });
});

test("a message shows control characters as escapes", () => {
  expect(messages({ "a\n\u001b": "x", "snapshot.mode": "x\ny" })).toEqual([
    String.raw`"a\n\u001b" is not a property of Debezium 3.1.0's PostgreSQL connector; leave it out`,
    expect.stringContaining(String.raw`got "x\ny"`),
  ]);
});
