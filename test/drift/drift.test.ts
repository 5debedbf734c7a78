import { driftOf, formatDrifted, toRemember } from "../../src/drift/drift";
import { secretsOf } from "../../src/drift/secrets";
import type { Resources } from "../../src/drift/user-config.cjs";

const isSecret = secretsOf();

type Body = Record<string, unknown>;

/** One service's user configuration: in the state, in the code, and as it was remembered. */
function known(state: Body, code: Body | undefined, remembered?: Body) {
  const body = code && { service_name: "db", pg_user_config: code };
  return {
    state: [
      {
        address: "aiven_pg.db",
        mode: "managed" as const,
        type: "aiven_pg",
        values: { service_name: "db", plan: "startup-4", pg_user_config: [state] },
      },
    ],
    code: { resource: { aiven_pg: body ? { db: body } : {} } },
    remembered: remembered && { "aiven_pg.db": { pg_user_config: [remembered] } },
    isSecret,
  };
}

const lines = (...args: Parameters<typeof known>) =>
  driftOf(known(...args)).map((drifted) => formatDrifted(drifted, isSecret));
const paths = (...args: Parameters<typeof known>) =>
  lines(...args).map((line) => line.replace(/^aiven_pg\.db: (\S+) .*$/, "$1"));

describe("an argument that was removed", () => {
  it("is named with its address, path, value, and what to do", () => {
    expect(lines({ backup_hour: 3, pg_version: "17" }, { pg_version: "17" })).toEqual([
      "aiven_pg.db: pg_user_config.backup_hour is 3 on the service and no longer in the code; " +
        "put it back with Aiven's default, or reset it in the console: Terraform will not",
    ]);
  });

  it("is found in a nested block, written as an object or as a list", () => {
    const state = { pg: [{ work_mem: 8, jit: true }] };
    expect(paths(state, { pg: { jit: false } })).toEqual(["pg_user_config.pg.work_mem"]);
    expect(paths(state, { pg: [{ jit: false }] })).toEqual(["pg_user_config.pg.work_mem"]);
    expect(paths(state, {})).toEqual(["pg_user_config.pg.work_mem", "pg_user_config.pg.jit"]);
  });

  it("is found where the whole user configuration went", () => {
    const gone = known({ backup_hour: 3 }, {});
    gone.code.resource.aiven_pg = { db: { service_name: "db" } } as never;
    expect(driftOf(gone)).toHaveLength(1);
  });

  it("is found in a list of blocks by position, and the only one has no number", () => {
    const state = {
      switchover_windows: [
        { dow: "monday", start_time: "10:00:00" },
        { dow: "friday", start_time: "11:00:00" },
      ],
    };
    const code = {
      switchover_windows: [{ dow: "monday", start_time: "10:00:00" }, { dow: "friday" }],
    };
    expect(paths(state, code)).toEqual(["pg_user_config.switchover_windows[1].start_time"]);
    expect(paths(state, {})).toHaveLength(4);
  });

  it("is no drift where a plan shows it: a block of several, an IP filter, a set of objects, the resource", () => {
    const windows = [{ dow: "monday" }, { dow: "friday" }];
    expect(
      paths({ switchover_windows: windows }, { switchover_windows: [{ dow: "monday" }] }),
    ).toEqual([]);
    const filters = {
      ip_filter: ["10.0.0.0/8"],
      ip_filter_string: ["10.0.0.0/8"],
      ip_filter_object: [{ network: "10.0.0.0/8", description: "office" }],
    };
    expect(paths(filters, {})).toEqual([]);
    expect(paths({ backup_hour: 3 }, undefined)).toEqual([]);
  });

  it("is told of a list as a whole", () => {
    expect(lines({ additional_backup_regions: ["a", "b"] }, {})[0]).toContain(
      'pg_user_config.additional_backup_regions is ["a","b"] on the service',
    );
  });
});

describe("an argument that is there", () => {
  it("counts whatever its value: another one, a reference, a reference for a whole block", () => {
    expect(paths({ backup_hour: 3 }, { backup_hour: 4 })).toEqual([]);
    expect(paths({ backup_hour: 3 }, { backup_hour: "${var.hour}" })).toEqual([]);
    expect(paths({ pg: [{ work_mem: 8 }] }, { pg: "${var.pg}" })).toEqual([]);
    const dynamic = { dynamic: { pg: { for_each: "${var.pg}", content: {} } } };
    expect(paths({ pg: [{ work_mem: 8 }] }, dynamic)).toEqual([]);
  });

  it("does not as null", () => {
    expect(paths({ backup_hour: 3 }, { backup_hour: null })).toEqual([
      "pg_user_config.backup_hour",
    ]);
  });
});

it("what the older SDK writes for what was never set is no drift", () => {
  const state = {
    backup_hour: 0,
    static_ips: false,
    project_to_fork_from: "",
    pg: [{ jit: null }],
  };
  expect(paths({ ...state, additional_backup_regions: [] }, {})).toEqual([]);
});

it("a resource made several times is compared with its one block of code", () => {
  const { state, code } = known({ backup_hour: 3 }, {});
  const each = { ...state[0], address: 'aiven_pg.db["a"]' } as (typeof state)[0];
  expect(driftOf({ state: [each], code, isSecret })[0]?.address).toBe('aiven_pg.db["a"]');
});

describe("a secret", () => {
  it.each([
    ["marked by the schema", { admin_password: "s3cret" }],
    ["marked by the schema, in a block", { migration: [{ password: "s3cret" }] }],
    ["by its looks", { pg: [{ some_token: "s3cret" }] }],
    ["inside an address", { service_to_fork_from: "postgres://me:s3cret@host" }],
  ])("%s is named and not told", (_what, state) => {
    const [line, ...more] = lines(state, {});
    expect(more).toEqual([]);
    expect(line).toContain("is set to a secret on the service");
    expect(line).not.toContain("s3cret");
    expect(JSON.stringify(toRemember(known(state, state)))).not.toContain("s3cret");
  });

  it("is none where a switch only has such a name", () => {
    expect(lines({ pg: [{ password_encryption: true }] }, {})[0]).toContain("is true on");
  });
});

describe("with what was remembered", () => {
  it("what Aiven chose by itself is no drift", () => {
    const state = { backup_hour: 3, backup_minute: 37, pg_version: "17" };
    expect(paths(state, {}, { backup_hour: 3 })).toEqual(["pg_user_config.backup_hour"]);
  });

  it("a removed zero, too, is drift", () => {
    expect(paths({ static_ips: false }, {}, { static_ips: false })).toEqual([
      "pg_user_config.static_ips",
    ]);
  });

  it("one that was reset in the console has gone", () => {
    expect(paths({ backup_hour: 12 }, {}, { backup_hour: 3 })).toEqual([]);
  });

  it("a secret that is still set stays", () => {
    expect(paths({ admin_password: "x" }, {}, { admin_password: "(secret)" })).toHaveLength(1);
    expect(paths({ admin_password: null }, {}, { admin_password: "(secret)" })).toEqual([]);
  });
});

describe("to remember", () => {
  const remembered = (resources: Resources) => resources["aiven_pg.db"]?.pg_user_config[0];

  it("is what the code says, with the service's values", () => {
    const state = { backup_hour: 3, backup_minute: 37, pg: [{ work_mem: 8, jit: false }] };
    const code = { backup_hour: "${var.hour}", pg: { jit: false } };
    expect(remembered(toRemember(known(state, code)))).toEqual({
      backup_hour: 3,
      pg: [{ jit: false }],
    });
  });

  it("is what has drifted, until it is put right", () => {
    const before = { backup_hour: 3, backup_minute: 37 };
    const stays = toRemember(known({ backup_hour: 3, backup_minute: 37 }, {}, before));
    expect(remembered(stays)).toEqual(before);
    const reset = toRemember(known({ backup_hour: 12, backup_minute: 37 }, {}, before));
    expect(remembered(reset)).toEqual({ backup_minute: 37 });
  });
});

describe("a topic's config", () => {
  const topic = (config: Body) => ({
    ...{ topic_name: "shop.public.orders", partitions: 3 },
    config: [config],
  });
  /** The state has every setting; the real provider reads the defaults too. */
  const knownTopic = (state: Body, code: Body | undefined, remembered?: Body) => ({
    state: [
      {
        ...{ address: "aiven_kafka_topic.orders", mode: "managed" as const },
        ...{ type: "aiven_kafka_topic", values: topic(state) },
      },
    ],
    code: {
      resource: {
        aiven_kafka_topic: { orders: code ? topic(code) : { topic_name: "shop.public.orders" } },
      },
    },
    remembered: remembered && { "aiven_kafka_topic.orders": { config: [remembered] } },
    isSecret,
  });
  const drifted = (...args: Parameters<typeof knownTopic>) =>
    driftOf(knownTopic(...args)).map((each) => formatDrifted(each, isSecret));
  const state = { retention_ms: "1000", cleanup_policy: "compact", segment_bytes: "209715200" };
  const stays =
    'aiven_kafka_topic.orders: config.retention_ms is "1000" on the service and no longer in the code; ' +
    "put it back with Aiven's default, or reset it in the console: Terraform will not";

  it("has what was remembered and removed since, with its block or without", () => {
    const remembered = { retention_ms: "1000", cleanup_policy: "compact" };
    expect(drifted(state, { cleanup_policy: "compact" }, remembered)).toEqual([stays]);
    expect(drifted(state, undefined, { retention_ms: "1000" })).toEqual([stays]);
    expect(drifted(state, remembered, remembered)).toEqual([]);
    expect(drifted({ ...state, retention_ms: "604800000" }, {}, { retention_ms: "1000" })).toEqual(
      [],
    );
  });

  it("is no drift without memory, which alone tells Kafka's defaults from what was set", () => {
    expect(drifted(state, { cleanup_policy: "compact" })).toEqual([]);
  });

  it("is remembered as far as the code says it", () => {
    expect(toRemember(knownTopic(state, { retention_ms: "${var.ms}" }))).toEqual({
      "aiven_kafka_topic.orders": { config: [{ retention_ms: "1000" }] },
    });
  });

  it("of a connector is a map, of which a plan shows what is removed", () => {
    const connector = {
      state: [
        {
          ...{ address: "aiven_kafka_connector.c", mode: "managed" as const },
          ...{ type: "aiven_kafka_connector", values: { config: { name: "c", a: "1" } } },
        },
      ],
      code: { resource: { aiven_kafka_connector: { c: { config: { name: "c" } } } } },
      remembered: { "aiven_kafka_connector.c": { config: { name: "c", a: "1" } } },
      isSecret,
    };
    expect(driftOf(connector)).toEqual([]);
  });
});
