import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { outboxRouter } from "../constructs";
import { CdcStack, type CdcStackProps } from "../src/cdc-stack";

/** A sound pipeline, as of the day below. */
const sound = {
  postgres: {
    serviceName: "orders-db",
    cloudName: "google-europe-north1",
    plan: "business-4",
    terminationProtection: true,
  },
  kafka: {
    serviceName: "events",
    cloudName: "azure-norway-west",
    plan: "startup-4",
    kafkaVersion: "4.2",
    autoCreateTopics: false,
  },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-north1", plan: "startup-4" },
  source: { connectorName: "orders", topicPrefix: "shop", tables: ["public.orders"] },
};

const today = "2026-11-23";

/** What types would refuse is tried all the same: not every user has an editor. */
type Wrong = { readonly [Part in keyof typeof sound]?: object } & {
  readonly storage?: object;
  readonly topics?: object;
  readonly asOf?: string;
};

interface Violations {
  readonly errors: string[];
  readonly warnings: string[];
  readonly notes: string[];
}

function violationsOf(wrong: Wrong, { showsNotes = false } = {}): Violations {
  const outdir = mkdtempSync(join(tmpdir(), "aiven-cdc-wrong-"));
  try {
    const app = new App({
      outdir,
      context: { "aiven-cdc:as-of": wrong.asOf ?? today, "aiven-cdc:notes": showsNotes },
    });
    const props = Object.fromEntries(
      [...Object.keys(sound), "storage", "topics"].map((part) => {
        const change = wrong[part as Exclude<keyof Wrong, "asOf">];
        const base = sound[part as keyof typeof sound] as object | undefined;
        return [part, base || change ? { ...base, ...change } : undefined];
      }),
    );
    new CdcStack(app, "shop", props as unknown as CdcStackProps);
    const errors = errorsOf(() => app.synth());
    if (errors.length > 0) return { errors, warnings: [], notes: [] };
    const [warnings, notes] = ["@cdktf/warn", "@cdktf/info"].map((level) =>
      annotationsOf(outdir, level),
    ) as [string[], string[]];
    return { errors, warnings, notes };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function errorsOf(synth: () => void): string[] {
  try {
    synth();
    return [];
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .filter((line) => line.startsWith("  ["))
      .map((line) => line.trim());
  }
}

function annotationsOf(outdir: string, level: string): string[] {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<
      string,
      { annotations: { constructPath: string; level: string; message: string }[] }
    >;
  };
  return Object.values(stacks)
    .flatMap(({ annotations }) => annotations)
    .filter((annotation) => annotation.level === level)
    .map(({ constructPath, message }) => `[${constructPath}] ${message}`);
}

test("a sound pipeline has no violation, not even a note", () => {
  expect(violationsOf({}, { showsNotes: true })).toEqual({ errors: [], warnings: [], notes: [] });
});

const property = (name: string, value: unknown) => ({ source: { properties: { [name]: value } } });

const refused: readonly [what: string, wrong: Wrong][] = [
  ["a Kafka version that nobody has", { kafka: { kafkaVersion: "3.33" } }],
  ["a Kafka version that is over", { kafka: { kafkaVersion: "3.1" } }],
  ["a Kafka plan that is over", { kafka: { plan: "startup-2" } }],
  ["a Kafka without integrations", { kafka: { plan: "free-0" } }],
  ["a Connect that there is no plan for", { kafkaConnect: { plan: "hobbyist" } }],
  ["a PostgreSQL that is over", { postgres: { pgVersion: "12" } }],
  ["more copies than nodes", { kafka: { replicationFactor: 4 } }],
  ["no copy at all", { kafka: { replicationFactor: 0, minInsyncReplicas: 1 } }],
  ["more in sync than copies", { kafka: { replicationFactor: 2, minInsyncReplicas: 3 } }],
  ["no partition", { kafka: { partitions: 0 } }],
  ["a service name in capitals", { postgres: { serviceName: "Orders-DB" } }],
  ["one service name for two", { kafka: { serviceName: "orders-db" } }],
  [
    "a VPC by its uuid alone",
    { postgres: { projectVpcId: "01a413b4-36df-4b1b-a697-fd7f87833494" } },
  ],
  ["an hour for a time", { kafka: { maintenanceWindow: { dayOfWeek: "monday", time: "10" } } }],
  [
    "a day that is none",
    { kafka: { maintenanceWindow: { dayOfWeek: "moonday", time: "10:00:00" } } },
  ],
  [
    "storage with one topic left out",
    { storage: { groupId: "g", offsetTopic: "o", statusTopic: "s" } },
  ],
  [
    "storage on one topic for all",
    { storage: { groupId: "g", configTopic: "c", offsetTopic: "c", statusTopic: "s" } },
  ],
  [
    "a topic name with a blank",
    { storage: { groupId: "g", configTopic: "my configs", offsetTopic: "o", statusTopic: "s" } },
  ],
  ["a slot name in capitals", { source: { slotName: "Orders-Slot" } }],
  ["a publication name with a dash", { source: { publicationName: "orders-pub" } }],
  ["a table without its schema", { source: { tables: ["orders"] } }],
  ["a table whose changes are lost", { source: { tables: ["public.größe"] } }],
  ["a certificate verified by nothing", { source: { tlsMode: "verify-full" } }],
  ["a reference for the connector's name", { source: { connectorName: "${var.name}" } }],
  ["a reference for the tables", { source: { tables: "${var.tables}" } }],
  ["a placeholder that Terraform would evaluate", property("topic.transaction", "${x}")],
  ["topics made by an outbox", { source: { transforms: [outboxRouter()] }, topics: {} }],
  ["nothing to capture", { source: { tables: [] } }],
  [
    "a heartbeat that nothing publishes",
    {
      source: {
        heartbeat: { intervalMs: 10_000, actionQuery: "INSERT INTO heartbeat (status) VALUES (1)" },
      },
    },
  ],
  ["FOR ALL TABLES as avnadmin", { source: { publicationAutocreate: "all_tables" } }],
  ["Aiven's own misspelling", property("database.ssl.mode", "require")],
  ["a property of another connector", property("include.query", true)],
  ["a property slightly misspelt", property("poll.intervall.ms", 100)],
  ["a property with underscores", property("max_batch_size", 4096)],
  ["a value slightly misspelt", { source: { snapshotMode: "initail" } }],
  ["a number in words", property("poll.interval.ms", "fast")],
  ["a number below its limit", property("max.batch.size", 0)],
  [
    "a transform that nothing lists",
    property("transforms.unwrap.type", "io.debezium.transforms.ExtractNewRecordState"),
  ],
  ["what the construct owns", property("topic.prefix", "other")],
  ["a list to include beside one to exclude", property("table.exclude.list", "public.log")],
  ["a secret as it is", property("database.sslpassword", "hunter2")],
  [
    "a secret reference that Terraform would evaluate",
    property("database.sslpassword", "${vault:secret/pg:password}"),
  ],
  ["a Debezium that Aiven does not offer", { source: { version: "2.4.0" } }],
];

const warned: readonly [what: string, wrong: Wrong][] = [
  ["a table named twice", { source: { tables: ["public.orders", "public.orders"] } }],
  ["two tables on one topic", { source: { tables: ["public.a$b", "public.a_b"] } }],
  ["a plan that Aiven is not known to sell", { kafka: { plan: "buisness-4" } }],
  ["as many in sync as copies", { kafka: { replicationFactor: 2, minInsyncReplicas: 2 } }],
  ["a single copy", { kafka: { replicationFactor: 1, minInsyncReplicas: 1 } }],
  ["a Kafka newer than the calendar", { kafka: { kafkaVersion: "4.22" } }],
  ["Connect open to the internet", { kafkaConnect: { publicRestApi: true } }],
  ["a region that nobody knows", { kafka: { cloudName: "azure-norway-wets" } }],
  ["an old Debezium", { source: { version: "1.9.7" } }],
  [
    "PostgreSQL and Connect maintained at once",
    {
      postgres: { maintenanceWindow: { dayOfWeek: "monday", time: "10:00:00" } },
      kafkaConnect: { maintenanceWindow: { dayOfWeek: "monday", time: "10:00:00" } },
    },
  ],
  ["no heartbeat to speak of", { source: { heartbeat: { intervalMs: 0 } } }],
];

const noted: readonly [what: string, wrong: Wrong][] = [
  ["no protection on a production plan", { postgres: { terminationProtection: undefined } }],
  ["topics that Kafka creates by itself", { kafka: { autoCreateTopics: true } }],
  ["an end of life within six months", { asOf: "2027-01-10" }],
];

test.each(refused)("%s is refused", (_what, wrong) => {
  const { errors } = violationsOf(wrong);
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.join("\n")).not.toContain("hunter2");
  expect(errors.filter((error) => !/ \[[a-z-]+\]$/.test(error))).toEqual([]);
  expect(errors).toMatchSnapshot();
});

test.each(warned)("%s is warned of", (_what, wrong) => {
  const { errors, warnings } = violationsOf(wrong);
  expect(errors).toEqual([]);
  expect(warnings.length).toBeGreaterThan(0);
  expect(warnings).toMatchSnapshot();
});

test.each(noted)("%s is a note, silent unless asked for", (_what, wrong) => {
  expect(violationsOf(wrong)).toEqual({ errors: [], warnings: [], notes: [] });
  const { errors, warnings, notes } = violationsOf(wrong, { showsNotes: true });
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  expect(notes.length).toBeGreaterThan(0);
  expect(notes).toMatchSnapshot();
});

test("all errors are reported at once, each with its construct's path and rule", () => {
  const { errors } = violationsOf({
    postgres: { serviceName: "Orders" },
    kafka: { kafkaVersion: "3.1", replicationFactor: 9 },
    source: { slotName: "Slot", properties: { "include.query": true } },
  });
  expect(errors.map((line) => line.split("] ")[0])).toEqual([
    "[shop/Default/postgres",
    "[shop/Default/kafka",
    "[shop/Default/kafka",
    "[shop/Default/source",
    "[shop/Default/source",
  ]);
});
