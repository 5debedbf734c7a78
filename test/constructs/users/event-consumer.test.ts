import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AzureKafka,
  ChangeTopics,
  DebeziumPostgresSource,
  EventConsumer,
  type EventConsumerProps,
  GcpKafkaConnect,
  GcpPostgres,
  type IKafka,
  outboxRouter,
  type Transform,
} from "../../../constructs";
import { type Json, synthesized, synthesizedIn } from "../../synth";

type More = (stack: TerraformStack, kafka: IKafka) => Partial<EventConsumerProps>;

const resources = (more: More | Partial<EventConsumerProps> = {}): Json =>
  synthesizedIn((stack) => {
    const kafka = AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "k" });
    new EventConsumer(stack, "orders", {
      kafka,
      username: "orders-reader",
      topics: ["shop.public.orders"],
      consumerGroups: ["orders"],
      ...(typeof more === "function" ? more(stack, kafka) : more),
    });
  }).resource;

const acls = (more?: Parameters<typeof resources>[0]): string[] =>
  Object.values<Json>(resources(more).aiven_kafka_native_acl)
    .map(
      (acl) =>
        `${acl.permission_type} ${acl.operation} ${acl.resource_type} ${acl.pattern_type} ${acl.resource_name}`,
    )
    .sort();

const sourceIn = (stack: TerraformStack, transforms?: Transform[]) =>
  new DebeziumPostgresSource(stack, "source", {
    postgres: GcpPostgres.fromExisting(stack, "db", { project: "demo", serviceName: "pg" }),
    connectorName: "c",
    topicPrefix: "shop",
    tables: ["public.orders", "public.order_lines"],
    transforms,
  });

test("a user, a right to read on each topic and on each group, and nothing else", () => {
  const { aiven_kafka_user: users, aiven_kafka_native_acl: natives, ...rest } = resources();
  expect(rest).toEqual({});
  expect(users).toEqual({
    orders: {
      project: "demo",
      service_name: "k",
      username: "orders-reader",
    },
  });
  const right = {
    project: "demo",
    service_name: "k",
    principal: "User:${aiven_kafka_user.orders.username}",
    operation: "Read",
    pattern_type: "LITERAL",
    permission_type: "ALLOW",
    host: "*",
  };
  expect(natives).toEqual({
    "orders_group-orders_89CED050": { ...right, resource_type: "Group", resource_name: "orders" },
    "orders_topic-shoppublicorders_9DC5B652": {
      ...right,
      resource_type: "Topic",
      resource_name: "shop.public.orders",
    },
  });
});

test("prefixes are told apart from names, and what is named twice is allowed once", () => {
  expect(
    acls({
      topics: ["shop.", { prefix: "shop." }, "shop."],
      consumerGroups: [{ prefix: "orders-" }, "orders-", { prefix: "orders-" }],
    }),
  ).toEqual([
    "ALLOW Read Group LITERAL orders-",
    "ALLOW Read Group PREFIXED orders-",
    "ALLOW Read Topic LITERAL shop.",
    "ALLOW Read Topic PREFIXED shop.",
  ]);
});

test("a source's topics are those of its tables, without its heartbeat's", () => {
  expect(
    acls((stack) => {
      const source = sourceIn(stack);
      GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
      return { topics: source };
    }),
  ).toEqual([
    "ALLOW Read Group LITERAL orders",
    "ALLOW Read Topic LITERAL shop.public.order_lines",
    "ALLOW Read Topic LITERAL shop.public.orders",
  ]);
});

test("a source whose transforms choose topics by the data has its topics given by name", () => {
  const withOutbox = (topics?: string[]) =>
    acls((stack) => {
      const source = sourceIn(stack, [outboxRouter()]);
      GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
      return { topics: topics ?? source };
    });
  expect(() => withOutbox()).toThrow(
    '[test/orders] topics must be given by name or prefix, because transform "outbox" chooses topics by more than their names; for instance topics: ["orders"] [consumer-topics]',
  );
  expect(withOutbox(["outbox.event.order"])).toContain(
    "ALLOW Read Topic LITERAL outbox.event.order",
  );
});

test("a reference for a topic or a group is refused in plain words", () => {
  const known = "must be known at synth, got a reference";
  const advice = "write them, and the topicPrefix of a source, as texts in the app";
  const name = "${var.name}";
  expect(() => acls({ topics: [name], consumerGroups: [{ prefix: name }] })).toThrow(
    `[test/orders] topics ${known}; ${advice} [consumer-topics]\n  [test/orders] consumerGroups ${known}; ${advice} [consumer-groups]`,
  );
});

test("topics made beforehand are those that a router gave other names", () => {
  expect(
    acls((stack, kafka) => {
      const source = sourceIn(stack);
      GcpKafkaConnect.fromExisting({ project: "demo", serviceName: "connect" }).addSource(source);
      return { topics: new ChangeTopics(stack, "topics", { kafka, source, names: ["orders"] }) };
    }),
  ).toEqual(["ALLOW Read Group LITERAL orders", "ALLOW Read Topic LITERAL orders"]);
});

const secret = (stack: TerraformStack) =>
  new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue;

test("a write-only password reaches Aiven by its own argument", () => {
  expect(
    resources((stack) => ({ passwordWo: { value: secret(stack), version: 2 } })).aiven_kafka_user
      .orders,
  ).toMatchObject({ password_wo: "${var.secret}", password_wo_version: 2 });
});

const pattern = "match /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,63}$/";

test.each<[Partial<EventConsumerProps>, string]>([
  [
    { username: "avnadmin" },
    'username must not be the administrator, got "avnadmin"; name the consumer after its purpose',
  ],
  [{ username: "-x" }, `username must ${pattern}, got "-x"; for instance "orders-reader"`],
  [
    { username: "x".repeat(65) },
    `username must ${pattern}, got "${"x".repeat(65)}"; for instance "orders-reader"`,
  ],
  [{ topics: [] }, "topics must name at least one topic, got none; name the topics to read"],
  [
    { topics: ["*"] },
    'topics must match /^[a-zA-Z0-9._-]{1,249}$/ and be neither "." nor "..", got "*"; use "_"',
  ],
  [
    { topics: [{ prefix: "" }] },
    'topics must have a prefix that is not empty and has no *, got ""; a prefix matches any text that follows it',
  ],
  [
    { topics: [{ prefix: "shop.*" }] },
    'topics must have a prefix that is not empty and has no *, got "shop.*"; a prefix matches any text that follows it',
  ],
  [
    { consumerGroups: [] },
    "consumerGroups must name at least one group, got none; name the groups",
  ],
  [
    { consumerGroups: ["*"] },
    'consumerGroups must be names of groups, got "*"; name the group, or use a prefix: { prefix: "orders-" }',
  ],
  [
    { consumerGroups: [{ prefix: "*" }] },
    'consumerGroups must have a prefix that is not empty and has no *, got "*"; a prefix matches any text that follows it',
  ],
  [
    { passwordWo: { value: "do-not-print", version: 1 } },
    "passwordWo.value must be a reference, got a literal; use a sensitive variable's stringValue",
  ],
])("%j is refused", (props, message) => {
  expect(() => resources(props)).toThrow(`[test/orders] ${message}`);
  expect(() => resources(props)).not.toThrow(/do-not-print/);
});

test("the longest legal name", () => {
  expect(resources({ username: "x".repeat(64) }).aiven_kafka_user).toBeDefined();
});

test("a note says which clients fail against Kafka 4, where its version is known and is asked for", () => {
  const notesOf = (kafkaVersion: string | undefined, asked = true) => {
    const notes: string[] = [];
    synthesized((app) => {
      app.node.setContext("aiven-cdc:notes", asked);
      const stack = new TerraformStack(app, "test");
      new AivenProvider(stack, "aiven");
      const found = AzureKafka.fromExisting(stack, "kafka", { project: "demo", serviceName: "k" });
      const consumer = new EventConsumer(stack, "orders", {
        ...{ kafka: { ...found, kafkaVersion }, username: "reader" },
        ...{ topics: ["a"], consumerGroups: ["b"] },
      });
      app.node.addValidation({
        validate: () => {
          notes.push(...consumer.node.metadata.map(({ data }) => String(data)));
          return [];
        },
      });
      return stack;
    });
    return notes.filter((note) => note.includes("kafka-user-scram"));
  };
  expect(notesOf("4.2")).toEqual([
    'kafkaVersion should have clients on librdkafka 2.6.1 or later, got "4.2": earlier ones, Debian 12\'s kcat among them, fail to log in by SCRAM; upgrade them, or let them log in by certificate [kafka-user-scram]',
  ]);
  expect(notesOf("4.2", false)).toEqual([]);
  expect(notesOf("3.9")).toEqual([]);
  expect(notesOf(undefined)).toEqual([]);
});

test("with schemas it may read those of its topics, and no others", () => {
  const { aiven_kafka_schema_registry_acl: found } = resources({
    topics: ["shop.public.orders", { prefix: "shop.audit." }],
    schemas: true,
  });
  const rights = Object.values<Json>(found).map(
    ({ username, resource, permission }) => `${username} ${permission} ${resource}`,
  );
  const user = "${aiven_kafka_user.orders.username} schema_registry_read";
  expect(rights.sort()).toEqual([
    `${user} Subject:shop.audit.*`,
    `${user} Subject:shop.public.orders-key`,
    `${user} Subject:shop.public.orders-value`,
  ]);
});
