import { readFileSync } from "node:fs";
import { mermaidOf } from "../../src/diagram/mermaid";
import { readDiagram } from "../../src/diagram/read";

test("the README's drawing is that of the default app", async () => {
  const [, drawn] = /^```mermaid\n([^]*?)^```$/m.exec(readFileSync("README.md", "utf8")) ?? [];
  expect(drawn).toBe(mermaidOf(await readDiagram({ app: "examples/default.ts" })));
});

test("a folder of Terraform is drawn as its owner has it", async () => {
  const folder = "test/rehearsal/configurations/elsewhere";
  const { boxes } = await readDiagram({ folder });
  expect(boxes.map(({ title }) => title)).toEqual([
    "PostgreSQL stock",
    "Kafka Connect workers",
    "Kafka events",
  ]);
});

test("a stack that the app does not have is refused with those that it has", async () => {
  await expect(readDiagram({ app: "examples/default.ts", stack: "prod" })).rejects.toThrow(
    'examples/default.ts has no stack "prod"; it has cdc',
  );
});
