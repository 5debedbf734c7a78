import { readFacts, resourceType } from "../../../src/rehearsal/provider/facts";
import { fromId, withId } from "../../../src/rehearsal/provider/ids";
import { pathToProtocol } from "../../../src/rehearsal/provider/paths";
import { fill, plan } from "../../../src/rehearsal/provider/plan";
import { requiresReplace } from "../../../src/rehearsal/provider/replace";
import { complete } from "../../../src/rehearsal/provider/schema";
import { factsFolder } from "../support/facts";
import { type Values, unknown } from "../../../src/stack/values";

const facts = readFacts(factsFolder);
const kafka = resourceType(facts, "aiven_kafka");
const topic = resourceType(facts, "aiven_kafka_topic");
const connector = resourceType(facts, "aiven_kafka_connector");
const pg = resourceType(facts, "aiven_pg");

const config = (type: typeof kafka, values: Values): Values => complete(type.block, values);
const service = { project: "p", service_name: "s", plan: "business-4" };

/** The state after `planned` was applied. */
const applied = (type: typeof kafka, planned: Values, made: Values = {}): Values =>
  withId(type, fill(type, planned, config(type, made)));

/** The first block of a nested type. */
const first = (values: Values, ...names: string[]): Values =>
  names.reduce((block, name) => (block[name] as Values[])[0] as Values, values);

describe("a new resource", () => {
  const planned = plan(
    kafka,
    null,
    config(kafka, { ...service, kafka_user_config: [{ kafka_version: "3.9" }] }),
  );

  it("knows the provider's defaults", () => {
    expect(planned).toMatchObject({
      service_type: "kafka",
      termination_protection: false,
      default_acl: true,
    });
  });

  it("does not know what Aiven computes, connection details as a whole", () => {
    for (const name of ["id", "service_uri", "components", "kafka", "service_integrations"]) {
      expect([name, planned[name]]).toEqual([name, unknown]);
    }
  });

  it("has null and no blocks for what its user configuration does not say", () => {
    const userConfig = first(planned, "kafka_user_config");
    expect(userConfig).toMatchObject({ kafka_version: "3.9", kafka_rest: null, kafka: [] });
    expect(planned).toMatchObject({ tag: [], cloud_name: null });
  });

  it("does not know the computed arguments of a topic's configuration", () => {
    const made = plan(
      topic,
      null,
      config(topic, {
        project: "p",
        service_name: "s",
        topic_name: "t",
        partitions: 1,
        replication: 2,
        config: [{ retention_ms: "1" }],
      }),
    );
    expect(first(made, "config")).toMatchObject({ retention_ms: "1", cleanup_policy: unknown });
  });

  it("does not know a connector's configuration while one of its values is unknown", () => {
    const made = plan(
      connector,
      null,
      config(connector, {
        project: "p",
        service_name: "s",
        connector_name: "c",
        config: { name: "c", "database.hostname": unknown },
      }),
    );
    expect(made.config).toBe(unknown);
  });

  it("keeps write-only arguments out", () => {
    const user = resourceType(facts, "aiven_pg_user");
    const made = plan(
      user,
      null,
      config(user, { project: "p", service_name: "s", username: "u", password_wo: "s3cret" }),
    );
    expect(made.password_wo).toBeNull();
  });
});

describe("the first plan", () => {
  const first = (name: string, values: Values): Values => {
    const type = resourceType(facts, name);
    return plan(type, null, config(type, { project: "p", service_name: "s", ...values }));
  };

  it.each([
    [`{ "type": "record",\n "name": "R" }`, `{"name":"R","type":"record"}`],
    [`{"doc": "a < b & c"}`, `{"doc":"a \\u003c b \\u0026 c"}`],
    [`{"b": [{"d": 1, "c": 2}], "a": 1}`, `{"a":1,"b":[{"c":2,"d":1}]}`],
    [`syntax = "proto3";\nmessage M {}\n`, `syntax="proto3";messageM{}`],
    ["", ""],
  ])("has the schema %j as %j", (schema, expected) => {
    expect(first("aiven_kafka_schema", { subject_name: "t", schema }).schema).toBe(expected);
  });

  it.each<[string, Values, Values]>([
    ["aiven_kafka_schema", { schema: "{}" }, { schema_type: "AVRO" }],
    ["aiven_kafka_schema", { schema: "{}", schema_type: "JSON" }, { schema_type: "JSON" }],
    ["aiven_flink_application_deployment", {}, { parallelism: 1, restart_enabled: true }],
    [
      "aiven_flink_application_deployment",
      { parallelism: 2, restart_enabled: false },
      { parallelism: 2, restart_enabled: false },
    ],
    ["aiven_kafka_native_acl", {}, { host: "*" }],
    ["aiven_pg", { static_ips: ["a", unknown] }, { static_ips: unknown }],
    ["aiven_pg", { static_ips: ["a", "b"] }, { static_ips: ["a", "b"] }],
    ["aiven_pg", {}, { static_ips: null }],
    [
      "aiven_clickhouse_grant",
      { privilege_grant: [{ database: "d", privilege: "SELECT" }] },
      {
        privilege_grant: [
          { database: "d", privilege: "SELECT", table: "", column: "", with_grant: false },
        ],
      },
    ],
  ])("of %s with %j has %j", (name, values, expected) => {
    expect(first(name, values)).toMatchObject(expected);
  });
});

describe("a change", () => {
  const before = applied(
    kafka,
    plan(
      kafka,
      null,
      config(kafka, {
        ...service,
        cloud_name: "azure-norway-west",
        maintenance_window_dow: "monday",
        kafka_user_config: [
          {
            kafka_version: "3.9",
            ip_filter: ["10.0.0.0/8"],
            ip_filter_string: ["0.0.0.0/0", "::/0"],
            ip_filter_object: [{ network: "10.0.0.0/8", description: "office" }],
            kafka: [{ num_partitions: 3, log_retention_hours: 1 }],
          },
        ],
      }),
    ),
    { service_uri: "uri", kafka: [{ uris: ["u1"] }] },
  );

  it("is none where the configuration is the same", () => {
    expect(plan(kafka, before, config(kafka, { ...before, id: null, kafka: [] }))).toEqual(before);
  });

  it("keeps what Aiven computed", () => {
    const after = plan(kafka, before, config(kafka, { ...service, plan: "business-8" }));
    expect(after).toMatchObject({ plan: "business-8", service_uri: "uri", id: "p/s" });
    expect(first(after, "kafka").uris).toEqual(["u1"]);
    expect(requiresReplace(kafka, before, after)).toEqual([]);
  });

  it("does not see that an argument of the user configuration was removed", () => {
    const after = plan(
      kafka,
      before,
      config(kafka, { ...service, kafka_user_config: [{ kafka: [{ num_partitions: 6 }] }] }),
    );
    expect(first(after, "kafka_user_config").kafka_version).toBe("3.9");
    expect(first(after, "kafka_user_config", "kafka")).toMatchObject({
      num_partitions: 6,
      log_retention_hours: 1,
    });
  });

  it("sees that an IP filter was removed, unless it was the open one", () => {
    const after = first(
      plan(kafka, before, config(kafka, { ...service, kafka_user_config: [{}] })),
      "kafka_user_config",
    );
    expect(after).toMatchObject({
      ip_filter: null,
      ip_filter_string: ["0.0.0.0/0", "::/0"],
      ip_filter_object: [],
    });
  });

  it("sees an object of a set without one of its arguments as another", () => {
    const after = plan(
      kafka,
      before,
      config(kafka, {
        ...service,
        kafka_user_config: [{ ip_filter_object: [{ network: "10.0.0.0/8" }] }],
      }),
    );
    expect(first(after, "kafka_user_config", "ip_filter_object").description).toBe("");
  });

  it("does not see that a whole block of the user configuration was removed", () => {
    const after = plan(kafka, before, config(kafka, service));
    expect(after.kafka_user_config).toEqual(before.kafka_user_config);
  });

  it("does not see that cloud and maintenance window were removed, nor a late default_acl", () => {
    const after = plan(kafka, before, config(kafka, { ...service, default_acl: false }));
    expect(after).toMatchObject({
      cloud_name: "azure-norway-west",
      maintenance_window_dow: "monday",
      default_acl: true,
    });
  });

  it("sees a connector's key removed, and an argument outside the user configuration", () => {
    const state = applied(
      connector,
      plan(
        connector,
        null,
        config(connector, {
          project: "p",
          service_name: "s",
          connector_name: "c",
          config: { name: "c", a: "1" },
        }),
      ),
    );
    const after = plan(connector, state, config(connector, { ...state, config: { name: "c" } }));
    expect(after.config).toEqual({ name: "c" });
    const moved = applied(pg, plan(pg, null, config(pg, { ...service, project_vpc_id: "p/v" })));
    expect(plan(pg, moved, config(pg, service)).project_vpc_id).toBeNull();
  });

  it("of a name replaces the resource", () => {
    const after = plan(kafka, before, config(kafka, { ...service, service_name: "other" }));
    expect(requiresReplace(kafka, before, after)).toEqual([["service_name"]]);
  });

  it("of an argument from none to an empty text replaces nothing", () => {
    const grant = resourceType(facts, "aiven_clickhouse_grant");
    const values = { project: "p", service_name: "s", role: "r" };
    const state = applied(grant, plan(grant, null, config(grant, values)));
    const change = (user: string): unknown =>
      requiresReplace(grant, state, plan(grant, state, config(grant, { ...values, user })));
    expect(change("")).toEqual([]);
    expect(change("u")).toEqual([["user"]]);
  });

  const withReplacingBlocks = Object.keys(facts.resources).flatMap((name) =>
    [...new Set(resourceType(facts, name).forcesRecreation.map((path) => path.split(".")[0] ?? ""))]
      .filter((block) => block.endsWith("_user_config"))
      .map((block) => ({ name, block })),
  );

  it.each(withReplacingBlocks)("that adds an empty $block to $name replaces nothing", (given) => {
    const type = resourceType(facts, given.name);
    const state = applied(type, plan(type, null, config(type, service)));
    const added = config(type, { ...service, [given.block]: [{}] });
    expect(requiresReplace(type, state, plan(type, state, added))).toEqual([]);
    const withIt = applied(type, plan(type, null, added));
    expect(requiresReplace(type, withIt, { ...withIt, [given.block]: [] })).toEqual([]);
  });

  it("of what Aiven takes only as it makes a service replaces it, unless it is removed", () => {
    const settings = (values: Values) => config(pg, { ...service, pg_user_config: [values] });
    const given = { admin_username: "boss", admin_password: "first-secret", pg_version: "17" };
    const state = applied(pg, plan(pg, null, settings(given)));
    const replaced = (values: Values) =>
      requiresReplace(pg, state, plan(pg, state, settings(values)));
    expect(replaced({ ...given, admin_password: "second-secret" })).toEqual([
      ["pg_user_config", 0, "admin_password"],
    ]);
    expect(replaced({ ...given, admin_username: "other" })).toEqual([
      ["pg_user_config", 0, "admin_username"],
    ]);
    expect(replaced({ ...given, pg_version: "18" })).toEqual([]);
    expect(replaced({ pg_version: "17" })).toEqual([]);
    const bare = applied(pg, plan(pg, null, config(pg, service)));
    expect(requiresReplace(pg, bare, plan(pg, bare, settings(given)))).toEqual([
      ["pg_user_config"],
      ["pg_user_config"],
    ]);
  });

  it("of a connection pool leaves its address open, as it holds the user", () => {
    const type = resourceType(facts, "aiven_connection_pool");
    const named = { project: "p", service_name: "s", pool_name: "pool", database_name: "d" };
    const pool = (values: Values) => config(type, { ...named, ...values });
    const state = applied(type, plan(type, null, pool({})), {
      connection_uri: "postgres://u@h/pool",
    });
    expect(state).toMatchObject({ pool_mode: "transaction", pool_size: 10 });
    expect(plan(type, state, pool({})).connection_uri).toBe("postgres://u@h/pool");
    const after = plan(type, state, pool({ username: "app" }));
    expect(after.connection_uri).toBe(unknown);
    expect(requiresReplace(type, state, after)).toEqual([]);
    const moved = plan(type, state, pool({ database_name: "other" }));
    expect(requiresReplace(type, state, moved)).toEqual([["database_name"]]);
  });

  it("that adds a configuration to a topic plans what is written, and nothing else", () => {
    const topic = resourceType(facts, "aiven_kafka_topic");
    const values = { ...{ project: "p", service_name: "s" }, topic_name: "t", partitions: 1 };
    const plain = config(topic, { ...values, replication: 2 });
    const state = applied(topic, plan(topic, null, plain));
    const added = config(topic, { ...plain, config: [{ retention_ms: "1" }] });
    const { retention_ms, cleanup_policy } = first(plan(topic, state, added), "config");
    expect({ retention_ms, cleanup_policy }).toEqual({ retention_ms: "1", cleanup_policy: null });
  });

  it("of a user leaves its type open", () => {
    const user = resourceType(facts, "aiven_pg_user");
    const values = { project: "p", service_name: "s", username: "u", password: "first-secret" };
    const state = applied(user, plan(user, null, config(user, values)), { type: "normal" });
    const after = plan(user, state, config(user, { ...values, password: "second-secret" }));
    expect(after).toMatchObject({ password: "second-secret", type: unknown });
    expect(plan(user, state, config(user, values)).type).toBe("normal");
  });

  it("of an argument inside a block can replace it, too", () => {
    const zones = (names: string[]): Values =>
      config(kafka, { ...service, kafka_user_config: [{ preferred_zones: names }] });
    const state = applied(kafka, plan(kafka, null, zones(["a"])));
    expect(requiresReplace(kafka, state, plan(kafka, state, zones(["b"])))).toEqual([
      ["kafka_user_config", 0, "preferred_zones"],
    ]);
    const grant = resourceType(facts, "aiven_clickhouse_grant");
    const granted = (privilege: string): Values =>
      config(grant, {
        project: "p",
        service_name: "s",
        privilege_grant: [{ database: "d", privilege }],
      });
    const grants = applied(grant, plan(grant, null, granted("SELECT")));
    expect(requiresReplace(grant, grants, plan(grant, grants, granted("INSERT")))).toEqual([
      ["privilege_grant"],
    ]);
    expect(requiresReplace(grant, grants, plan(grant, grants, granted("SELECT")))).toEqual([]);
  });
});

describe("what was made", () => {
  it("does not change what was planned", () => {
    const planned = plan(pg, null, config(pg, service));
    const made = fill(pg, planned, { plan: "other", service_port: 5432, pg: [{ host: "h" }] });
    expect(made).toMatchObject({ plan: "business-4", service_port: 5432, pg: [{ host: "h" }] });
  });
});

describe("ids", () => {
  it.each([
    ["aiven_pg", { project: "p", service_name: "s" }, "p/s"],
    ["aiven_kafka_topic", { project: "p", service_name: "s", topic_name: "t" }, "p/s/t"],
    ["aiven_project", { project: "p" }, "p"],
  ])("of %s", (name, values, id) => {
    const type = resourceType(facts, name);
    expect(withId(type, values).id).toBe(id);
    expect(fromId(type, id)).toMatchObject({ ...values, id });
  });

  it("hold what Aiven makes up", () => {
    const type = resourceType(facts, "aiven_service_integration");
    const { id, integration_id } = withId(type, { project: "p", integration_id: null });
    expect(id).toBe(`p/${String(integration_id)}`);
    expect(integration_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("may hold a part with a slash", () => {
    const subject = resourceType(facts, "aiven_kafka_schema");
    expect(fromId(subject, "p/s/a/b")).toMatchObject({ service_name: "s", subject_name: "a/b" });
    const peering = resourceType(facts, "aiven_gcp_vpc_peering_connection");
    expect(fromId(peering, "p/v/gp/net")).toMatchObject({ vpc_id: "p/v", peer_vpc: "net" });
  });
});

describe("paths", () => {
  it("go into blocks and maps, and stop at sets and strangers", () => {
    expect(pathToProtocol(kafka.block, ["kafka_user_config", 0, "kafka_version"])).toEqual({
      steps: [
        { attribute_name: "kafka_user_config" },
        { element_key_int: 0 },
        { attribute_name: "kafka_version" },
      ],
    });
    expect(pathToProtocol(connector.block, ["config", "database.sslmode"])).toEqual({
      steps: [{ attribute_name: "config" }, { element_key_string: "database.sslmode" }],
    });
    expect(pathToProtocol(kafka.block, ["tag", 0, "key"])).toEqual({
      steps: [{ attribute_name: "tag" }],
    });
    expect(pathToProtocol(kafka.block, ["nonsense"])).toEqual({ steps: [] });
  });
});
