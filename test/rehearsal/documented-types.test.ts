import { join } from "node:path";
import { onlyWhatIsSet } from "../../src/rehearsal/provider/source/planning";
import { readFacts } from "../../src/rehearsal/provider/facts";
import { type Block, readBlock } from "../../src/rehearsal/provider/schema";
import type { Value, Values } from "../../src/stack/values";
import { Cdc } from "./support/cdc";
import { factsFolder } from "./support/facts";

const cdc = new Cdc();
afterAll(() => cdc.close());

const facts = readFacts(factsFolder);
const types = Object.keys(facts.resources);
const dir = join(__dirname, "documented");

/** Some types are in beta. */
const beta = { PROVIDER_AIVEN_ENABLE_BETA: "1" };
const terraform = (...args: string[]) =>
  cdc.run(["rehearse", "terraform", `-chdir=${dir}`, ...args], beta);

interface Shown {
  readonly values: {
    readonly root_module: {
      readonly resources: readonly { mode: string; type: string; values: Values }[];
    };
  };
}

/** The computed attributes that are null, at any depth. */
function absent(block: Block, values: Values, path = ""): string[] {
  const nulls = block.attributes
    .filter(({ computed }) => computed)
    .flatMap(({ name }) => nullsIn(values[name], path + name));
  const inside = block.blocks.flatMap(({ name, block: inner }) => {
    const value = values[name] ?? [];
    const items = (Array.isArray(value) ? value : [value]) as Values[];
    return items.flatMap((item) => absent(inner, item, `${path}${name}.`));
  });
  return [...nulls, ...inside];
}

function nullsIn(value: Value, path: string): string[] {
  if (value === null || value === undefined) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => nullsIn(item, `${path}.${key}`));
}

describe("the documented example of every type", () => {
  let resources: Shown["values"]["root_module"]["resources"];

  beforeAll(async () => {
    const { code, stdout, stderr } = await terraform("apply", "-auto-approve", "-no-color");
    expect({ code, stderr, stdout }).toMatchObject({ code: 0 });
    const shown = JSON.parse((await terraform("show", "-json")).stdout) as Shown;
    resources = shown.values.root_module.resources.filter(({ mode }) => mode === "managed");
  }, 120_000);

  it("is applied", () => {
    expect([...new Set(resources.map(({ type }) => type))].sort()).toEqual(types.sort());
  });

  it("has a value for whatever Aiven computes", () => {
    const missing = resources.flatMap(({ type, values }) => {
      const block = readBlock(facts.resources[type]?.block ?? {});
      const left = onlyWhatIsSet[type] ?? [];
      const blocks = block.blocks.filter(({ name }) => !left.includes(name));
      return absent({ ...block, blocks }, values).map((name) => `${type}.${name}`);
    });
    expect(missing).toEqual([]);
  });

  it("is found by data sources, real where it runs and held where it does not", async () => {
    const { stdout } = await terraform("output", "-json");
    const { found, held } = JSON.parse(stdout) as Record<string, { value: object }>;
    expect(found?.value).toEqual({
      host: "127.0.0.1",
      database: "shop/orders/defaultdb",
      ...{ port: true, postgres: true, kafka: true, broker: true },
      pool: expect.stringMatching(
        /^postgres:\/\/debezium:[\w-]+@127\.0\.0\.1:\d+\/billing\?sslmode=require$/,
      ),
    });
    expect(held?.value).toEqual({
      registry: "127.0.0.1",
      rest: expect.stringMatching(
        /^rest at https:\/\/avnadmin:[\w-]+@held-events-shop\.rehearsal\.invalid:\d+$/,
      ),
      search: "held-search-shop.rehearsal.invalid",
      ca: expect.stringContaining("BEGIN CERTIFICATE"),
    });
  });

  it("is left alone by the next plan", async () => {
    const planned = await terraform("plan", "-detailed-exitcode", "-no-color");
    expect(planned.stdout).toContain("No changes.");
    expect(planned.code).toBe(0);
  }, 120_000);

  it("is destroyed", async () => {
    const destroyed = await terraform("destroy", "-auto-approve", "-no-color");
    expect(destroyed.stdout).toContain(`Resources: ${resources.length} destroyed`);
  }, 120_000);
});
