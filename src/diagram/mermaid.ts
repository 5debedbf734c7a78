import type { Drawing, Row } from "./drawing";

const shapes: Readonly<Record<Row["kind"], readonly [string, string]>> = {
  table: ["[", "]"],
  slot: ["[(", ")]"],
  connector: ["[[", "]]"],
  topic: [">", "]"],
  user: ["([", "])"],
};

/** As GitHub and GitLab draw it in Markdown. */
export function mermaidOf({ boxes, arrows }: Drawing): string {
  const names = new Map<string, string>();
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `n${names.size}`;
    names.set(id, name);
    return name;
  };
  return [
    "flowchart LR",
    ...boxes.flatMap(({ id, title, detail, rows }) => [
      `  subgraph ${nameOf(id)}[${quoted([title, detail].filter(Boolean).join("<br>"))}]`,
      ...rows.map(({ id: row, kind, text }) => {
        const [open, close] = shapes[kind];
        return `    ${nameOf(row)}${open}${quoted(text)}${close}`;
      }),
      "  end",
    ]),
    ...arrows.map(
      ({ from, to, kind }) =>
        `  ${nameOf(from)} ${kind === "changes" ? "-->" : "-.->"} ${nameOf(to)}`,
    ),
    "",
  ].join("\n");
}

/** Mermaid reads entities in a text in quotes; the line break that {@link mermaidOf} puts there stays. */
function quoted(text: string): string {
  const entities = text
    .replaceAll("&", "#amp;")
    .replaceAll('"', "#quot;")
    .replace(/<(?!br>)/g, "#lt;");
  return `"${entities}"`;
}
