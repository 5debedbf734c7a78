type Cell = string | number;

/** A table in Markdown, its columns as wide as their widest cell. */
export function markdownTable(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => String(cell).replaceAll("|", "\\|")),
  );
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join(
    "\n",
  );
}
