import { argumentDiagnostics } from "../../../src/rehearsal/provider/argument-diagnostics";
import { readFacts, resourceType, type ResourceType } from "../../../src/rehearsal/provider/facts";
import { complete, type Block } from "../../../src/rehearsal/provider/schema";
import { limits } from "../../../src/rehearsal/provider/source/limits";
import {
  betaTypes,
  keptComputed,
  replacements,
  suppressions,
} from "../../../src/rehearsal/provider/source/planning";
import { relations } from "../../../src/rehearsal/provider/source/relations";
import { serviceTypes, sourceFiles } from "../../../src/rehearsal/provider/source/source-files";
import { factsFolder } from "../support/facts";
import { leastConfig } from "../support/least-config";
import { unknown, type Value, type Values } from "../../../src/stack/values";

const facts = readFacts(factsFolder);
const beta = { PROVIDER_AIVEN_ENABLE_BETA: "1" };
const typeOf = (name: string): ResourceType => resourceType(facts, name);

/** What is refused of the least configuration of a type with these changes. */
function refused(name: string, changes: Values, prior?: Values): (string | undefined)[] {
  const type = typeOf(name);
  const config = complete(type.block, { ...leastConfig(type), ...changes });
  return argumentDiagnostics(type, prior ? complete(type.block, prior) : null, config, beta).map(
    ({ detail }) => detail,
  );
}

describe("what is read from the provider's source", () => {
  it("names a file for each type", () => {
    expect(Object.keys(sourceFiles).toSorted()).toEqual(Object.keys(facts.resources).toSorted());
  });

  const has = ({ attributes, blocks }: Block, [name = "", ...rest]: string[]): boolean => {
    const nested = blocks.find((block) => block.name === name);
    if (nested) return rest.length === 0 || rest[0] === "*" || has(nested.block, rest);
    return rest.length === 0 && attributes.some((attribute) => attribute.name === name);
  };
  const tables: Readonly<Record<string, readonly [string, readonly string[]][]>> = {
    keptComputed: Object.entries(keptComputed),
    limits: Object.entries(limits).map(([type, of]) => [type, Object.keys(of)]),
    replacements: Object.entries(replacements),
    suppressions: Object.entries(suppressions).map(([type, of]) => [type, Object.keys(of)]),
    relations: Object.entries(relations).map(([type, of]) => [
      type,
      of.flatMap(({ block, names }) =>
        names.map((name) => (block === undefined ? name : `${block}.${name}`)),
      ),
    ]),
  };

  it.each(Object.keys(tables))("has in %s only arguments of the schema", (table) => {
    const strangers = (tables[table] ?? []).flatMap(([type, paths]) =>
      paths
        .filter((path) => !has(typeOf(type).block, path.split(".")))
        .map((path) => `${type}.${path}`),
    );
    expect(strangers).toEqual([]);
  });

  it("takes the least configuration of each type", () => {
    const found = Object.keys(facts.resources).flatMap((name) => refused(name, {}));
    expect(found).toEqual([]);
  });
});

describe("an argument", () => {
  it.each<[string, Values, string[]]>([
    ["aiven_connection_pool", { pool_size: 1 }, []],
    ["aiven_connection_pool", { pool_size: 0 }, ["pool_size must be 1 to 10000, got 0"]],
    ["aiven_connection_pool", { pool_size: 10_000 }, []],
    ["aiven_connection_pool", { pool_size: 10_001 }, ["pool_size must be 1 to 10000, got 10001"]],
    ["aiven_kafka_topic", { replication: 0 }, ["replication must be at least 1, got 0"]],
    ["aiven_pg_user", { username: "u".repeat(64) }, []],
    [
      "aiven_pg_user",
      { username: "u".repeat(65) },
      ["username must have at most 64 characters, got 65"],
    ],
    ["aiven_mysql_user", { password: "12345678" }, []],
    [
      "aiven_mysql_user",
      { password: "1234567" },
      ["password must have 8 to 256 characters, got 7"],
    ],
    ["aiven_aws_privatelink", { principals: [] }, ["principals must have 1 to 16 elements, got 0"]],
    [
      "aiven_organization_permission",
      { permissions: [] },
      ["permissions must have at least 1 block, got 0"],
    ],
    ["aiven_aws_vpc_peering_connection", { vpc_id: "p/v" }, []],
    ["aiven_aws_vpc_peering_connection", { vpc_id: unknown }, []],
    [
      "aiven_aws_vpc_peering_connection",
      { vpc_id: "v" },
      ['vpc_id must be PROJECT/VPC_ID, got "v"'],
    ],
    [
      "aiven_service_integration",
      { destination_endpoint_id: "an-id" },
      ['destination_endpoint_id must be PROJECT/ENDPOINT_ID, got "an-id"'],
    ],
    [
      "aiven_kafka_connector",
      { project: "a.b" },
      ['project must have letters, digits, _ and - only, got "a.b"'],
    ],
    ["aiven_connection_pool", { pool_mode: "statement" }, []],
    [
      "aiven_connection_pool",
      { pool_mode: "sesion" },
      ['pool_mode must be session, statement or transaction, got "sesion"'],
    ],
    [
      "aiven_service_integration",
      { integration_type: "kafka_conect" },
      [
        'integration_type must be one of the provider\'s 46 values, got "kafka_conect"; use "kafka_connect"',
      ],
    ],
    [
      "aiven_kafka",
      { maintenance_window_time: "24:00:00" },
      ['maintenance_window_time must be HH:mm:ss, got "24:00:00"'],
    ],
    ["aiven_kafka", { kafka_user_config: [{ kafka_version: "banana" }] }, []],
    [
      "aiven_kafka",
      { kafka_user_config: [{ kafka: [{ compression_type: "banana" }] }] },
      ['compression_type must be gzip, lz4, producer, snappy, uncompressed or zstd, got "banana"'],
    ],
  ])("of %s: %p", (name, changes, expected) => {
    expect(refused(name, changes)).toEqual(expected);
  });

  it.each(
    Object.entries(limits).flatMap(([type, of]) =>
      Object.entries(of).flatMap(([argument, { length }]) =>
        length && !argument.includes(".") ? [{ type, argument, length }] : [],
      ),
    ),
  )("$type.$argument has its length", ({ type, argument, length: [least, most] }) => {
    const withLength = (count: number): unknown[] => {
      const text = "x".repeat(count);
      return refused(type, { [argument]: text }).filter((found) => found?.includes(" characters"));
    };
    expect(withLength(least)).toEqual([]);
    if (least > 0) expect(withLength(least - 1)).toHaveLength(1);
    if (most > 100_000) return;
    expect(withLength(most)).toEqual([]);
    expect(withLength(most + 1)).toHaveLength(1);
  });

  it("is never shown where it is a secret", () => {
    const [found] = refused("aiven_opensearch_user", { password: "secret" });
    expect(found).toBe("password must have 8 to 256 characters, got 6");
  });
});

describe("arguments together", () => {
  it.each<[string, Values, string[]]>([
    ["aiven_clickhouse_grant", { user: "u", role: null }, []],
    ["aiven_clickhouse_grant", { user: unknown, role: null }, []],
    ["aiven_clickhouse_grant", { user: unknown, role: "r" }, []],
    ["aiven_clickhouse_grant", { user: null, role: null }, ["user or role must be set"]],
    [
      "aiven_clickhouse_grant",
      { user: "u", role: "r" },
      ["user must not be set beside role; leave one out"],
    ],
    [
      "aiven_kafka_quota",
      { consumer_byte_rate: null },
      ["consumer_byte_rate, producer_byte_rate or request_percentage must be set"],
    ],
    [
      "aiven_pg",
      { disk_space: "90GiB", additional_disk_space: "10GiB" },
      ["disk_space must not be set beside additional_disk_space; leave one out"],
    ],
    ["aiven_mysql_user", { password_wo: "12345678", password_wo_version: unknown }, []],
    [
      "aiven_mysql_user",
      { password_wo: "12345678" },
      ["password_wo and password_wo_version go together; set both or none"],
    ],
    [
      "aiven_valkey_user",
      { valkey_acl_keys: [] },
      [
        "valkey_acl_categories, valkey_acl_commands and valkey_acl_keys go together; set all or none",
      ],
    ],
    ["aiven_kafka_topic", { config: [{ local_retention_ms: "1", retention_ms: "2" }] }, []],
    [
      "aiven_kafka_topic",
      { config: [{ local_retention_ms: "1" }] },
      ["local_retention_ms needs retention_ms; set both"],
    ],
    [
      "aiven_flink_application_version",
      { sink: [{ create_table: "x" }], sinks: [{ create_table: "x" }] },
      ["sink must not be set beside sinks; leave one out"],
    ],
  ])("of %s: %p", (name, changes, expected) => {
    expect(refused(name, changes)).toEqual(expected);
  });
});

describe("a service", () => {
  const disk = (value: Value) => refused("aiven_pg", { disk_space: value });
  const added = (value: Value) => refused("aiven_pg", { additional_disk_space: value });

  it("has a disk of the plan's steps, as far as all plans share them", () => {
    expect([disk("90GiB"), disk("175G"), disk(unknown), added("30GiB")].flat()).toEqual([]);
    expect(disk("127GiB")).toEqual([
      'disk_space must grow in the plan\'s steps, got "127GiB"; use a multiple of 5GiB',
    ]);
    expect(added("35GiB")).toEqual([
      'additional_disk_space must grow in the plan\'s steps, got "35GiB"; use a multiple of 10GiB',
    ]);
    expect(disk("90 GiB")).toEqual([
      'disk_space must be a whole number of GiB such as 90GiB, got "90 GiB"',
    ]);
  });

  it("keeps a disk that it has", () => {
    expect(refused("aiven_pg", { disk_space: "127GiB" }, { disk_space: "127GiB" })).toEqual([]);
  });

  it("has tags with different keys", () => {
    const tags = (...keys: string[]) => ({ tag: keys.map((key) => ({ key, value: "v" })) });
    expect(refused("aiven_pg", tags("a", "b"))).toEqual([]);
    for (const name of ["aiven_pg", "aiven_project"]) {
      expect(refused(name, tags("a", "b", "a"))).toEqual([
        'tag keys must differ, got "a" twice; leave one of the two out',
      ]);
    }
  });

  it("has one spelling of an IP filter", () => {
    const filters = (block: Values) => refused("aiven_kafka", { kafka_user_config: [block] });
    expect(filters({ ip_filter: [], ip_filter_string: ["0.0.0.0/0"] })).toEqual([]);
    expect(
      filters({ ip_filter_object: [{ network: "10.0.0.0/8" }], ip_filter_string: ["::/0"] }),
    ).toEqual(["ip_filter_string and ip_filter_object must not be set together; leave one out"]);
  });

  it("does not change its plan and its addresses at once", () => {
    const prior = { plan: "startup-4", static_ips: ["a"] };
    const change = (changes: Values) => refused("aiven_kafka", { ...prior, ...changes }, prior);
    expect(change({ plan: "business-4" })).toEqual([]);
    expect(change({ static_ips: ["b"] })).toEqual([]);
    expect(change({ plan: "business-4", static_ips: [unknown] })).toEqual([]);
    expect(change({ plan: "business-4", static_ips: ["b"] })).toEqual([
      "plan and static_ips must not change together; apply one, then the other",
    ]);
  });

  it("is integrated by its own argument only as it is created", () => {
    const integrations = (source: string) => ({
      service_integrations: [{ source_service_name: source, integration_type: "read_replica" }],
    });
    expect(refused("aiven_pg", integrations("a"))).toEqual([]);
    expect(refused("aiven_pg", integrations("a"), integrations("a"))).toEqual([]);
    expect(refused("aiven_pg", {}, integrations("a"))).toEqual([]);
    expect(refused("aiven_pg", integrations("b"), integrations("a"))).toEqual([
      "service_integrations must be set as the service is created; use aiven_service_integration",
    ]);
  });

  it("is one of those that share their arguments", () => {
    const withPlan = Object.entries(facts.resources).filter(
      ([, { block }]) => block.attributes?.plan && block.attributes.service_name,
    );
    expect(withPlan.map(([name]) => name)).toEqual(serviceTypes);
  });
});

describe("a type in beta", () => {
  it.each([...betaTypes])("%s needs the environment variable", (name) => {
    const type = typeOf(name);
    const config = complete(type.block, leastConfig(type));
    expect(argumentDiagnostics(type, null, config, {})).toEqual([
      {
        severity: "error",
        summary: "Beta Resource Not Enabled",
        detail: `The \`${name}\` resource is in beta. Set the \`PROVIDER_AIVEN_ENABLE_BETA\` environment variable to enable.`,
      },
    ]);
    expect(argumentDiagnostics(type, null, config, beta)).toEqual([]);
  });

  it("is an exception", () => {
    expect(argumentDiagnostics(typeOf("aiven_cmk"), null, {}, {})).toEqual([]);
  });
});
