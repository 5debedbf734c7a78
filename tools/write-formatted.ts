import { writeFile } from "node:fs/promises";

/** Writes a file as `npm run format` wants it. */
export async function writeFormatted(file: string, text: string): Promise<void> {
  const { format, resolveConfig } = await import("prettier"); // a package for developers only
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
