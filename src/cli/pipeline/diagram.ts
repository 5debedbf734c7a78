import { statSync, writeFileSync } from "node:fs";
import { Misuse } from "../../base/user-error";
import { readDiagram } from "../../diagram/read";
import { mermaidOf } from "../../diagram/mermaid";

export interface DiagramOptions {
  readonly app: string;
  readonly format: "mermaid" | "svg";
  /** @default - standard output */
  readonly out?: string;
  /** Which stack to draw. @default - all of the app's, side by side */
  readonly stack?: string;
}

/** `cdc diagram`: a drawing of an app, or of a folder of Terraform. */
export async function diagram(folder: string | undefined, options: DiagramOptions): Promise<void> {
  const { app, format, out, stack } = options;
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Misuse(
      `${folder} is no folder; name that of a Terraform configuration, or an app with --app FILE`,
    );
  }
  const drawing = await readDiagram(folder === undefined ? { app, stack } : { folder });
  if (drawing.boxes.length === 0) {
    throw new Misuse(
      `${folder ?? app} has no PostgreSQL, Kafka or Kafka Connect to draw; name another app with --app FILE`,
    );
  }
  const text = format === "mermaid" ? mermaidOf(drawing) : await svg(drawing, folder ?? app);
  if (out === undefined) process.stdout.write(text);
  else writeFileSync(out, text);
}

async function svg(drawing: Awaited<ReturnType<typeof readDiagram>>, of: string): Promise<string> {
  const [{ laidOut }, { svgOf }] = await Promise.all([
    import("../../diagram/layout.js"),
    import("../../diagram/svg.js"),
  ]);
  return svgOf(laidOut(drawing), `The pipeline of ${of}`);
}
