import { readFacts, resourceType } from "../../../src/rehearsal/provider/facts";
import {
  serveProvider,
  type ServedProvider,
} from "../../../src/rehearsal/provider/protocol/server";
import { factsFolder } from "../support/facts";
import { leastConfig } from "../support/least-config";
import { Workspace } from "../support/terraform";

const facts = readFacts(factsFolder);
const types = Object.keys(facts.resources);

describe(`all ${types.length} resource types`, () => {
  let provider: ServedProvider;
  let workspace: Workspace;
  const applied: string[] = [];

  beforeAll(async () => {
    process.env.PROVIDER_AIVEN_ENABLE_BETA = "1";
    provider = await serveProvider({
      facts,
      resourceHandlers: {},
      context: undefined,
      onApplied: ({ action, type, stateOnly }) => {
        if (stateOnly) applied.push(`${action} ${type}`);
      },
    });
    workspace = new Workspace(provider.reattach);
    workspace.writeJson(configuration());
    await workspace.run("init", "-input=false");
  }, 60_000);

  function configuration(): object {
    return {
      terraform: { required_providers: { aiven: { source: "aiven/aiven" } } },
      resource: Object.fromEntries(
        types.map((type) => [type, { one: leastConfig(resourceType(facts, type)) }]),
      ),
      data: Object.fromEntries(
        types
          .filter((type) => type in facts.dataSources && type !== "aiven_project_vpc")
          .map((type) => [type, { one: dataOf(type) }]),
      ),
    };
  }

  afterAll(async () => {
    delete process.env.PROVIDER_AIVEN_ENABLE_BETA;
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

  it("are planned, made, found by their data sources, left alone, imported and destroyed", async () => {
    const validated = await workspace.run("validate");
    expect(validated.output).toMatch(/Success!|valid/);

    const made = await workspace.apply();
    expect(made.output).toContain(`Apply complete! Resources: ${types.length} added`);
    expect(applied.filter((line) => line.startsWith("create")).length).toBe(types.length);

    const again = await workspace.plan("-detailed-exitcode");
    expect(again.output).toContain("No changes.");
    expect(again.status).toBe(0);

    const ids = workspace.ids();
    expect(Object.keys(ids)).toHaveLength(types.length);
    workspace.forget();
    workspace.writeJson({
      ...configuration(),
      import: Object.entries(ids).map(([to, id]) => ({ to, id })),
    });
    const imported = await workspace.apply();
    expect(imported.output).toContain(
      `Apply complete! Resources: ${types.length} imported, 0 added, 0 changed, 0 destroyed.`,
    );
    const after = await workspace.plan("-detailed-exitcode");
    expect(after.output).toContain("No changes.");

    const destroyed = await workspace.run("destroy", "-auto-approve", "-input=false");
    expect(destroyed.output).toContain(`Resources: ${types.length} destroyed`);
  }, 180_000);
});
