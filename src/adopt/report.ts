import type { Remark, RemarkKind } from "./model/configuration";

const titles: Readonly<Record<RemarkKind, string>> = {
  renamed: "Renamed",
  secret: "Secrets, none of them written",
  kept: "Kept as it is",
  "left out": "Not carried over",
  next: "To do",
};

export interface Summary {
  readonly resources: number;
  readonly imports: number;
  readonly remarks: readonly Remark[];
  /** Rules that the app violates as it was. */
  readonly violated: readonly string[];
  readonly file: string;
}

/** What `cdc adopt` says beside the app: nothing of the input is dropped in silence. */
export function report({ resources, imports, remarks, violated, file }: Summary): string {
  const lines = [
    `${file} synthesizes to the same arguments: ${counted(resources, "resource")}, ${counted(imports, "import block")}`,
  ];
  for (const [kind, title] of Object.entries(titles)) {
    const own = remarks.filter((each) => each.kind === kind);
    if (own.length === 0) continue;
    const texts = new Set(own.map(({ where, what }) => `  ${where}: ${what}`));
    lines.push("", `${title}:`, ...texts);
  }
  if (violated.length > 0) {
    lines.push(
      "",
      "Acknowledged, because it was so before:",
      ...violated.map((rule) => `  ${rule} (docs/rules.md)`),
    );
  }
  return `${lines.join("\n")}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
