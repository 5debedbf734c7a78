import { readFacts } from "../../../src/rehearsal/provider/facts";
import type { BlockJson } from "../../../src/rehearsal/provider/schema";
import {
  serveProvider,
  type ServedProvider,
} from "../../../src/rehearsal/provider/protocol/server";
import { factsFolder } from "../support/facts";
import { Workspace } from "../support/terraform";

const facts = readFacts(factsFolder);
const types = Object.keys(facts.resources);

/** The least that the schema asks for. */
function least({ attributes = {}, block_types = {} }: BlockJson): object {
  const given: Record<string, unknown> = {};
  for (const [name, { type, required }] of Object.entries(attributes)) {
    if (required) given[name] = example(type);
  }
  for (const [name, { block, min_items: minimum = 0 }] of Object.entries(block_types)) {
    if (minimum > 0) given[name] = [least(block)];
  }
  return given;
}

function example(type: unknown): unknown {
  if (type === "number") return 1;
  if (type === "bool") return true;
  if (type === "string") return "x";
  const [kind, inner] = type as [string, unknown];
  return kind === "map" ? { name: example(inner) } : [example(inner)];
}

describe(`all ${types.length} resource types`, () => {
  let provider: ServedProvider;
  let workspace: Workspace;
  const applied: string[] = [];

  beforeAll(async () => {
    provider = await serveProvider({
      facts,
      resourceHandlers: {},
      context: undefined,
      onApplied: ({ action, type, stateOnly }) => {
        if (stateOnly) applied.push(`${action} ${type}`);
      },
    });
    workspace = new Workspace(provider.reattach);
    workspace.writeJson({
      terraform: { required_providers: { aiven: { source: "aiven/aiven" } } },
      resource: Object.fromEntries(
        Object.entries(facts.resources).map(([type, { block }]) => [type, { one: least(block) }]),
      ),
      data: Object.fromEntries(
        types
          .filter((type) => type in facts.dataSources && type !== "aiven_project_vpc")
          .map((type) => [type, { one: dataOf(type) }]),
      ),
    });
    await workspace.run("init", "-input=false");
  }, 60_000);

  afterAll(async () => {
    await provider.close();
    workspace.remove();
  });

  /** A data source that names the resource by what both have and the data source asks for. */
  function dataOf(type: string): object {
    const asked = Object.entries(facts.dataSources[type]?.block.attributes ?? {})
      .filter(([, { required }]) => required)
      .map(([name]) => [name, `\${${type}.one.${name}}`]);
    return { ...Object.fromEntries(asked), depends_on: [`${type}.one`] };
  }

  it("are planned, made, found by their data sources, left alone and destroyed", async () => {
    const validated = await workspace.run("validate");
    expect(validated.output).toMatch(/Success!|valid/);

    const made = await workspace.apply();
    expect(made.output).toContain(`Apply complete! Resources: ${types.length} added`);
    expect(applied.filter((line) => line.startsWith("create")).length).toBe(types.length);

    const again = await workspace.plan("-detailed-exitcode");
    expect(again.output).toContain("No changes.");
    expect(again.status).toBe(0);

    const destroyed = await workspace.run("destroy", "-auto-approve", "-input=false");
    expect(destroyed.output).toContain(`Resources: ${types.length} destroyed`);
  }, 120_000);
});
