import { readTerraformFolder } from "../adopt/read/terraform-files";
import { chosenStacks } from "../stack/chosen-stacks";
import type { JsonBodies, StackJson } from "../stack/stack-json";
import { readStacks } from "../stack/synthesize";
import { type Drawing, drawingOf } from "./drawing";
import { partsOf } from "./from-stack";
import { joined } from "./parts";

/** What to draw: an app, or one of its stacks, or a folder of Terraform. */
export type DiagramSource =
  { readonly app: string; readonly stack?: string } | { readonly folder: string };

export async function readDiagram(source: DiagramSource): Promise<Drawing> {
  const stacks = "folder" in source ? [await readFolder(source.folder)] : await readApp(source);
  const parts = stacks.map((stack, at) =>
    partsOf(stack, { environment: process.env, prefix: `${at}/` }),
  );
  return drawingOf(joined(parts));
}

async function readApp({ app, stack }: { app: string; stack?: string }): Promise<StackJson[]> {
  return readStacks({ app }, (stacks) => chosenStacks(stacks, stack, app).map(({ json }) => json));
}

async function readFolder(folder: string): Promise<StackJson> {
  const { resources, variables } = await readTerraformFolder(folder);
  const bodies = (mode: "managed" | "data"): JsonBodies => {
    const byType: Record<string, Record<string, JsonBodies[string][string]>> = {};
    for (const { type, name, body } of resources.filter((each) => each.mode === mode)) {
      byType[type] = { ...byType[type], [name]: body };
    }
    return byType;
  };
  return { resource: bodies("managed"), data: bodies("data"), variable: variables };
}
