import { readFacts } from "../../../src/rehearsal/provider/facts";
import type { ResourceHandler } from "../../../src/rehearsal/provider/resource-handler";
import type { BlockJson } from "../../../src/rehearsal/provider/schema";
import {
  serveProvider,
  type ServedProvider,
} from "../../../src/rehearsal/provider/protocol/server";
import { factsFolder } from "../support/facts";
import { Workspace } from "../support/terraform";

const facts = readFacts(factsFolder);

interface Topic {
  topic_name: string;
  partitions: number;
}

/** Topics as brokers have them, whoever made them. */
class Brokers {
  readonly topics = new Map<string, number>();
}

const topic: ResourceHandler<Brokers, Topic> = {
  create({ topic_name: name, partitions }, { context }) {
    context.topics.set(name, partitions);
    return undefined;
  },
  read({ topic_name: name }, { context }) {
    const partitions = context.topics.get(name);
    return partitions === undefined ? undefined : { partitions };
  },
  update: () => undefined,
  list: (_config, { context }) =>
    [...context.topics].map(([name, partitions]) => ({ topic_name: name, partitions })),
  delete({ topic_name: name }, { context }) {
    context.topics.delete(name);
  },
};

let brokers: Brokers;
let provider: ServedProvider;
let workspace: Workspace;

jest.setTimeout(60_000);

beforeEach(async () => {
  brokers = new Brokers();
  provider = await serveProvider({
    facts,
    resourceHandlers: { aiven_kafka_topic: topic },
    context: brokers,
  });
  workspace = new Workspace(provider.reattach);
});

afterEach(async () => {
  await provider.close();
  workspace.remove();
});

/** Terraform wraps its diagnostics at 78 characters. */
const unwrapped = (text: string) => text.replace(/[\s│]+/g, " ");

async function outputs(): Promise<Record<string, unknown>> {
  const { output } = await workspace.run("output", "-json");
  const all = JSON.parse(output) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value]));
}

async function expectNoChanges(): Promise<void> {
  const { output, status } = await workspace.plan("-detailed-exitcode");
  expect(output).toContain("No changes.");
  expect(status).toBe(0);
}

const valkey = `
  resource "aiven_valkey" "carts" {
    project      = "p"
    service_name = "carts"
    plan         = "startup-4"
  }`;

it("has what the rehearsal has made, of a type by itself and of its components", async () => {
  await workspace.init(`${valkey}
    data "aiven_valkey" "carts" {
      project      = "p"
      service_name = "carts"
      depends_on   = [aiven_valkey.carts]
    }
    data "aiven_service_component" "carts" {
      project      = "p"
      service_name = "carts"
      component    = "valkey"
      route        = "dynamic"
      depends_on   = [aiven_valkey.carts]
    }
    output "same" {
      value = [
        data.aiven_valkey.carts.service_host == aiven_valkey.carts.service_host,
        nonsensitive(data.aiven_valkey.carts.service_uri == aiven_valkey.carts.service_uri),
        data.aiven_service_component.carts.port == aiven_valkey.carts.service_port,
      ]
    }
    output "plan" {
      value = data.aiven_valkey.carts.plan
    }
    `);
  const { output } = await workspace.apply();
  expect(output).not.toContain("Warning");
  expect(await outputs()).toEqual({ same: [true, true, true], plan: "startup-4" });
  await expectNoChanges();
});

it("lists what the rehearsal has made", async () => {
  await workspace.init(valkey);
  await workspace.apply();
  workspace.write(`${valkey}
    data "aiven_service_list" "all" {
      project = "p"
    }
    data "aiven_service_plan_list" "valkey" {
      project      = "p"
      service_type = "valkey"
    }
    output "services" {
      value = [for each in data.aiven_service_list.all.services : each.service_name]
    }
    output "plans" {
      value = [for each in data.aiven_service_plan_list.valkey.service_plans : each.service_plan]
    }`);
  expect((await workspace.apply()).output).not.toContain("Warning");
  expect(await outputs()).toEqual({ services: ["carts"], plans: ["startup-4"] });
});

it("has the nodes of a plan by its name", async () => {
  await workspace.init(`
    data "aiven_service_plan" "known" {
      project      = "p"
      cloud_name   = "google-europe-west1"
      service_type = "pg"
      service_plan = "premium-8"
    }
    output "nodes" {
      value = data.aiven_service_plan.known.node_count
    }`);
  await workspace.apply();
  expect(await outputs()).toEqual({ nodes: 3 });
});

it("has what runs although Terraform has not made it", async () => {
  brokers.topics.set("made-by-debezium", 7);
  await workspace.init(`
    data "aiven_kafka_topic" "found" {
      project      = "p"
      service_name = "kafka"
      topic_name   = "made-by-debezium"
    }
    data "aiven_kafka_topic_list" "all" {
      project      = "p"
      service_name = "kafka"
    }
    output "found" {
      value = [data.aiven_kafka_topic.found.id, data.aiven_kafka_topic.found.partitions]
    }
    output "all" {
      value = [for each in data.aiven_kafka_topic_list.all.topics : each.topic_name]
    }`);
  expect((await workspace.apply()).output).not.toContain("Warning");
  expect(await outputs()).toEqual({
    found: ["p/kafka/made-by-debezium", 7],
    all: ["made-by-debezium"],
  });
});

it("has placeholders for what exists only at Aiven, with a warning, and the same each time", async () => {
  await workspace.init(`
    data "aiven_pg" "old" {
      project      = "p"
      service_name = "old"
    }
    data "aiven_project" "p" {
      project = "p"
    }
    output "host" {
      value = data.aiven_pg.old.service_host
    }
    output "uri" {
      value     = data.aiven_pg.old.service_uri
      sensitive = true
    }
    output "ca" {
      value     = data.aiven_project.p.ca_cert
      sensitive = true
    }`);
  const { output } = await workspace.apply();
  const said = unwrapped(output);
  expect(said).toContain(
    "Warning: The rehearsal has placeholders for what exists only at Aiven with data.aiven_pg.old",
  );
  // the authority of a project is the rehearsal's own
  expect(said).not.toContain("more similar warning");
  const first = await outputs();
  expect(first).toMatchObject({
    host: "held-old-p.rehearsal.invalid",
    uri: expect.stringMatching(
      /^postgres:\/\/avnadmin:held-[0-9a-f]{32}@held-old-p\.rehearsal\.invalid:\d{5}\/defaultdb\?sslmode=require$/,
    ),
    ca: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\r?\n/),
  });
  await expectNoChanges();
  expect(await outputs()).toEqual(first);
});

it("says in full what it does not know, without secrets", async () => {
  await workspace.init(`
    data "aiven_pg" "old" {
      project      = "p"
      service_name = "old"
    }`);
  const { output } = await workspace.plan();
  expect(unwrapped(output)).toContain(
    'It knows no aiven_pg with project = "p", service_name = "old"; whatever a placeholder names ' +
      "is called held-… or lies under rehearsal.invalid, and leads nowhere.",
  );
});

it("warns where it is read before its resource exists, as Aiven's provider would fail", async () => {
  await workspace.init(`${valkey}
    data "aiven_valkey" "carts" {
      project      = "p"
      service_name = "carts"
    }
    output "plan" {
      value = data.aiven_valkey.carts.plan
    }`);
  const { output, status } = await workspace.apply();
  expect(status).toBe(0);
  expect(unwrapped(output)).toContain(
    'The configuration makes the aiven_valkey with project = "p", service_name = "carts", which is ' +
      "not there yet: at Aiven this plan fails. Use the resource's own attributes, or add " +
      "depends_on = [aiven_valkey.NAME]; the rehearsal goes on with placeholders.",
  );
  expect(await outputs()).toEqual({ plan: "startup-4" });
  expect((await workspace.plan()).output).not.toContain("Warning");
});

it("forgets what is destroyed", async () => {
  const data = `
    data "aiven_valkey" "carts" {
      project      = "p"
      service_name = "carts"
    }`;
  await workspace.init(valkey);
  await workspace.apply();
  workspace.write(data);
  expect((await workspace.apply()).output).toContain("1 destroyed");
  expect((await workspace.plan()).output).toContain(
    "The rehearsal has placeholders for what exists only at Aiven",
  );
});

it("is answered for every type, with nothing null that is computed", async () => {
  const types = Object.keys(facts.dataSources);
  workspace.writeJson({
    terraform: { required_providers: { aiven: { source: "aiven/aiven" } } },
    data: Object.fromEntries(types.map((type) => [type, { one: required(blockOf(type)) }])),
    output: Object.fromEntries(
      types.map((type) => [type, { value: `\${data.${type}.one}`, sensitive: true }]),
    ),
  });
  await workspace.run("init", "-input=false");
  const { output, status } = await workspace.apply();
  expect({ status, output }).toMatchObject({ status: 0 });
  const all = (await outputs()) as Record<string, Record<string, unknown>>;
  const nulls = types.flatMap((type) => {
    const { attributes = {}, block_types = {} } = blockOf(type);
    const computed = Object.keys(attributes).filter((name) => attributes[name]?.computed);
    return [...computed, ...Object.keys(block_types).filter((name) => name !== "timeouts")]
      .filter((name) => (all[type]?.[name] ?? null) === null)
      .map((name) => `${type}.${name}`);
  });
  expect(nulls).toEqual([]);
  await expectNoChanges();
});

const blockOf = (type: string): BlockJson => facts.dataSources[type]?.block ?? {};

function required({ attributes = {} }: BlockJson): object {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, attribute]) => attribute.required)
      .map(([name, { type }]) => [name, type === "string" ? "x" : type === "number" ? 1 : ["x"]]),
  );
}
