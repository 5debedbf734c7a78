import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  asKafkaUser as as,
  type Ended,
  kafkaLogin,
  type KafkaLogin,
  loginFile,
  type Step,
} from "../support/as-kafka-user";
import { makeAuthority } from "../../../src/rehearsal/engines/authority";
import { Cdc } from "../support/cdc";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the state of whatever type
type Values = Record<string, any>;

const topicDenied = "TOPIC_AUTHORIZATION_FAILED";
const groupDenied = "GROUP_AUTHORIZATION_FAILED";
const clusterDenied = "CLUSTER_AUTHORIZATION_FAILED";
const orders = "shop.public.orders";

describe("a consumer of a pipeline's events", () => {
  const cdc = new Cdc();
  let running: ReturnType<Cdc["start"]>;
  let reader: KafkaLogin;
  let administrator: KafkaLogin;
  let ended: Ended[];

  const allowed: [what: string, step: Step, result: unknown][] = [
    ["read its topic in its group", ["read", orders, "orders"], expect.stringContaining('"op"')],
    ["read it in a group by prefix", ["read", orders, "orders-eu"], expect.stringMatching("op")],
    ["see its topic, and no other", ["topics"], [orders]],
    ["see its groups, and no other", ["groups"], ["orders", "orders-eu"]],
    ["describe its group", ["describeGroup", "orders"], expect.any(String)],
    ["learn how far its topic goes", ["endOffsets", orders], expect.anything()],
  ];
  const forbidden: [what: string, step: Step, refusal: string][] = [
    ["read another topic", ["read", "salaries", "orders"], topicDenied],
    ["read the heartbeat", ["read", "shop.message", "orders"], topicDenied],
    ["see another topic", ["fetchAll", "salaries"], topicDenied],
    ["learn how far another topic goes", ["endOffsets", "salaries"], topicDenied],
    ["read in another group", ["read", orders, "billing"], groupDenied],
    ["read in a group whose name begins like its own", ["read", orders, "orderly"], groupDenied],
    ["describe another group", ["describeGroup", "billing"], groupDenied],
    ["delete its group", ["deleteGroup", "orders"], groupDenied],
    ["delete another group", ["deleteGroup", "billing"], groupDenied],
    ["write to its topic", ["write", orders], topicDenied],
    ["write to another topic", ["write", "salaries"], topicDenied],
    ["make a topic", ["createTopic", "mine"], topicDenied],
    ["delete its topic", ["deleteTopic", orders], topicDenied],
    ["delete its topic's records", ["deleteRecords", orders], topicDenied],
    ["add partitions to its topic", ["addPartitions", orders], topicDenied],
    ["read its topic's settings", ["describeTopicConfig", orders], topicDenied],
    ["change its topic's settings", ["alterTopicConfig", orders], topicDenied],
    ["change the brokers' settings", ["alterBrokers"], clusterDenied],
    ["list ACLs", ["describeAcls", orders, "User:orders-reader"], clusterDenied],
    ["give itself a right", ["addAcl", "salaries", "User:orders-reader"], clusterDenied],
    ["take away a right", ["removeAcl", orders, "User:orders-reader"], clusterDenied],
    ["change its password", ["setPassword", "orders-reader"], clusterDenied],
  ];

  beforeAll(async () => {
    running = await cdc.up("test/rehearsal/apps/consumers.ts");
    await running.until("-G GROUP TOPIC");
    reader = kafkaLogin(cdc, "orders-reader");
    administrator = kafkaLogin(cdc, "avnadmin");
    await as(administrator, ["createTopic", "salaries"], ["write", "salaries"]);
    await as(administrator, ["read", "salaries", "billing", "10"]);
    ended = await as(reader, ...[...allowed, ...forbidden].map(([, step]) => step));
  });
  afterAll(() => cdc.down(running));

  test.each(allowed.map(([what, , result], index) => ({ what, result, index })))(
    "it may $what",
    ({ result, index }) => {
      expect(ended[index]).toEqual({ result });
    },
  );

  test.each(forbidden.map(([what, , refusal], index) => ({ what, refusal, index })))(
    "it may not $what",
    ({ refusal, index }) => {
      expect(ended[allowed.length + index]).toEqual({ refused: refusal });
    },
  );

  test("none of what it may not do has happened", async () => {
    const [topics, acls] = await as(
      administrator,
      ["topics"],
      ["describeAcls", "salaries", "User:orders-reader"],
    );
    expect(topics?.result).not.toContain("mine");
    expect(topics?.result).toContain(orders);
    expect(acls).toEqual({ result: [] });
  });

  test("without a certificate, with one of another authority, or in clear text nobody is let in", async () => {
    const { "ssl.ca.location": ca, "bootstrap.servers": servers } = reader;
    const strangers = join(cdc.folder, "stranger");
    const { cert, key } = (await makeAuthority("other")).server;
    writeFileSync(`${strangers}.crt`, cert);
    writeFileSync(`${strangers}.key`, key);
    const logins: KafkaLogin[] = [
      { "bootstrap.servers": String(servers) },
      { "bootstrap.servers": String(servers), "ssl.ca.location": String(ca) },
      {
        ...reader,
        "ssl.certificate.location": `${strangers}.crt`,
        "ssl.key.location": `${strangers}.key`,
      },
    ];
    for (const login of logins) {
      expect(await as(login, ["topics"])).toEqual([{ refused: expect.any(String) }]);
    }
  });

  test("a certificate of the same project for a user without rights sees nothing", async () => {
    const nobody = kafkaLogin(cdc, "nobody");
    expect(await as(nobody, ["topics"], ["read", orders, "orders"])).toEqual([
      { result: [] },
      { refused: groupDenied },
    ]);
  });

  test("how to log in is told, and the key is not", () => {
    expect(running.output()).toMatch(
      /Kafka events as orders-reader: {2}kcat -F \S+\.conf -G GROUP TOPIC\n/,
    );
    const key = loginFile(cdc, "orders-reader").replace(/conf$/, "key");
    expect(reader["ssl.key.location"]).toBe(key);
    expect(running.output()).not.toContain("PRIVATE KEY");
    expect(statSync(key).mode & 0o777).toBe(0o600);
  });
});

describe("users and ACLs as Terraform has them", () => {
  const cdc = new Cdc();
  const dir = join(cdc.folder, "users");
  const secrets = ["first-secret-x1", "second-secret-y2"] as const;
  afterAll(() => cdc.close());

  const terraform = (...args: string[]) =>
    cdc.run(["rehearse", "terraform", `-chdir=${dir}`, ...args, "-no-color"]);
  const configured = (more: string) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(
      join(dir, "main.tf"),
      `terraform {
        required_providers {
          aiven = { source = "aiven/aiven" }
        }
      }
      variable "project_name" {}
      locals { of = { project = var.project_name, service_name = aiven_kafka.k.service_name } }
      resource "aiven_kafka" "k" {
        project      = var.project_name
        service_name = "k"
        cloud_name   = "azure-westeurope"
        plan         = "startup-4"
        kafka_user_config {
          kafka_authentication_methods { sasl = true }
        }
      }
      ${more}`,
    );
  };
  const resource = (type: string, name: string, values: Record<string, string | number>) =>
    `resource "aiven_kafka_${type}" "${name}" {
      project      = local.of.project
      service_name = local.of.service_name
      ${Object.entries(values)
        .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
        .join("\n")}
    }\n`;
  const user = (more: Record<string, string | number> = {}) =>
    resource("user", "u", { username: "reader-1", ...more });
  const native = (name: string, more: Record<string, string> = {}) =>
    resource("native_acl", name, {
      ...{ principal: "User:reader-1", resource_type: "Topic", resource_name: "a" },
      ...{ pattern_type: "LITERAL", operation: "Read", permission_type: "ALLOW", ...more },
    });
  const group = native("g", { resource_type: "Group", resource_name: "mine" });
  /** The administrator's rights are those of any user. */
  const caretaker = native("caretaker", {
    ...{ principal: "User:avnadmin", resource_type: "Cluster", resource_name: "kafka-cluster" },
    operation: "Alter",
  });
  const wildcard = resource("acl", "all", { username: "*", topic: "*", permission: "admin" });

  /** Of the one resource of each type. */
  const attributesOf = async (...types: string[]) => {
    const state = JSON.parse((await terraform("state", "pull")).stdout);
    return types.map(
      (type) =>
        state.resources.find((each: Values) => each.type === type).instances[0]
          .attributes as Values,
    ) as [Values, Values];
  };
  const topics = { result: ["a", "b"] };

  const said = ({ code, stdout, stderr }: Awaited<ReturnType<typeof terraform>>) => {
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
    return { code, text: (stdout + stderr).replace(/[\s│]+/g, " ") };
  };
  const applied = async (more: string) => {
    configured(more);
    const { code, text } = said(await terraform("apply", "-auto-approve"));
    if (code !== 0) throw new Error(text);
    return text;
  };
  const refused = async (more: string) => {
    configured(more);
    const { code, text } = said(await terraform("apply", "-auto-approve"));
    expect(code).toBe(1);
    return text;
  };

  test("made, read, imported, changed, taken away outside and deleted, with the rights that follow", async () => {
    const wo = (secret: string, version: number) =>
      user({ password_wo: secret, password_wo_version: version });
    // with the default ACL the others mean nothing
    expect(await applied(wo(secrets[0], 1) + native("a") + group)).toContain(
      "defaultAcl should be false where users have ACLs, got true",
    );
    const administrator = kafkaLogin(cdc, "avnadmin");
    const [kafka, member] = await attributesOf("aiven_kafka", "aiven_kafka_user");
    const sasl = kafka.components.find(
      (each: Values) => each.kafka_authentication_method === "sasl",
    ) as Values;
    expect(kafka.components.map(({ kafka_authentication_method: way }: Values) => way)).toEqual([
      "certificate",
      "sasl",
    ]);
    const withPassword = (username: string, password: string, mechanism = "SCRAM-SHA-256") => ({
      "bootstrap.servers": `${sasl.host}:${sasl.port}`,
      "ssl.ca.location": String(administrator["ssl.ca.location"]),
      "sasl.mechanism": mechanism,
      "sasl.username": username,
      "sasl.password": password,
    });
    const reader = withPassword("reader-1", secrets[0]);
    expect(await as(reader, ["createTopic", "a"], ["createTopic", "b"], ["write", "b"])).toEqual([
      { result: expect.anything() },
      { result: expect.anything() },
      {},
    ]);
    expect((await terraform("plan")).stdout).toContain("No changes.");

    // every way in leads to the same user
    for (const mechanism of ["SCRAM-SHA-256", "SCRAM-SHA-512"]) {
      const logins = [
        withPassword("reader-1", secrets[0], mechanism),
        withPassword("avnadmin", kafka.service_password, mechanism),
      ];
      for (const login of logins) expect(await as(login, ["topics"])).toEqual([topics]);
    }
    const plain = withPassword("avnadmin", kafka.service_password, "PLAIN");
    expect(await as(plain, ["topics"])).toEqual([topics]);
    const certificate = {
      ...administrator,
      "ssl.certificate.location": join(cdc.folder, "reader.crt"),
      "ssl.key.location": join(cdc.folder, "reader.key"),
    };
    writeFileSync(certificate["ssl.certificate.location"], member.access_cert);
    writeFileSync(certificate["ssl.key.location"], member.access_key);
    expect(await as(certificate, ["topics"])).toEqual([topics]);
    const refusedLogin = [{ refused: expect.stringMatching(/SASL|AUTHENTICATION/i) }];
    expect(await as(withPassword("reader-1", "wrong"), ["topics"])).toEqual(refusedLogin);
    expect(await as(withPassword("stranger", secrets[0]), ["topics"])).toEqual(refusedLogin);

    // it is an ACL as any other: it can be imported, and deleted
    configured(wo(secrets[0], 1) + native("a") + group + wildcard);
    const project = /"project": "([^"]+)"/.exec((await terraform("state", "pull")).stdout)?.[1];
    await terraform("import", "aiven_kafka_acl.all", `${project}/k/default`);
    expect((await terraform("plan")).stdout).toContain("No changes.");
    await applied(wo(secrets[0], 1) + native("a") + group + caretaker);
    expect(await as(certificate, ["topics"], ["write", "a"])).toEqual([
      { result: ["a"] },
      { refused: topicDenied },
    ]);
    expect(
      await as(reader, ["createTopic", "c"], ["write", "a"], ["topics"], ["describeGroup", "x"]),
    ).toEqual([
      { refused: topicDenied },
      { refused: topicDenied },
      { result: ["a"] },
      { refused: groupDenied },
    ]);

    // an ACL that someone takes away outside is missed, and put back
    await as(administrator, ["removeAcl", "a", "User:reader-1"]);
    expect(await as(reader, ["topics"])).toEqual([{ result: [] }]);
    expect((await terraform("plan")).stdout).toContain(
      "# aiven_kafka_native_acl.a will be created",
    );
    await applied(wo(secrets[0], 1) + native("a") + group + caretaker);
    expect(await as(reader, ["topics"])).toEqual([{ result: ["a"] }]);

    // without a new version no new password is taken
    await applied(wo(secrets[1], 1) + native("a") + group);
    expect(await as(reader, ["topics"])).toEqual([{ result: ["a"] }]);
    await applied(wo(secrets[1], 2) + native("a") + group);
    const rotated = withPassword("reader-1", secrets[1]);
    expect(await as(rotated, ["topics"])).toEqual([{ result: ["a"] }]);
    expect((await as(reader, ["topics"]))[0]?.refused).toBeDefined();
    const { stdout: state } = await terraform("state", "pull");
    for (const secret of secrets) expect(state).not.toContain(secret);
    expect(state).toContain("BEGIN CERTIFICATE");
    expect(state).toContain('"type": "regular"');

    // Aiven's own kind of ACL: patterns of users and topics, and every group
    const pattern = resource("acl", "p", { username: "reader-?", topic: "b*", permission: "read" });
    await applied(wo(secrets[1], 2) + pattern);
    expect(
      await as(rotated, ["topics"], ["read", "b", "x", "10"], ["write", "b"], ["deleteTopic", "b"]),
    ).toEqual([
      { result: ["b"] },
      { result: "written" },
      { refused: topicDenied },
      { refused: topicDenied },
    ]);
    // a right to deny outweighs it
    await applied(
      wo(secrets[1], 2) + pattern + native("d", { resource_name: "b", permission_type: "DENY" }),
    );
    expect(await as(rotated, ["read", "b", "x"])).toEqual([{ refused: topicDenied }]);

    await applied("");
    expect((await as(rotated, ["topics"]))[0]?.refused).toBeDefined();
  }, 600_000);

  test("what Aiven or the provider would not take is refused", async () => {
    expect(await refused(user() + user().replace('"u"', '"twin"'))).toContain(
      "Service user already exists",
    );
    expect(await refused(user().replace("reader-1", "avnadmin"))).toContain(
      "Service user already exists",
    );
    expect(await refused(user({ password: "short" }))).toContain(
      "password must have 8 to 256 characters, got 5",
    );
    expect(await refused(native("a") + native("twin"))).toContain(
      "Identical ACL entry already exists",
    );
    expect(await refused(native("x", { operation: "Reed" }))).toContain(
      'operation must be All, Alter, AlterConfigs, ClusterAction, Create, CreateTokens, Delete, Describe, DescribeConfigs, DescribeTokens, IdempotentWrite, Read or Write, got "Reed"',
    );
    expect(
      await refused(resource("acl", "x", { username: "u", topic: "t", permission: "own" })),
    ).toContain('permission must be one of read, write, readwrite, admin, got "own"');
  }, 300_000);
});
