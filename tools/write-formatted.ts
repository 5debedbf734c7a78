import { writeFile } from "node:fs/promises";

/** Writes a file as `npm run format` wants it. */
export async function writeFormatted(file: string, text: string): Promise<void> {
  await writeFile(file, await formattedAs(file, text));
}

/** The text as `npm run format` wants it in that file. */
export async function formattedAs(file: string, text: string): Promise<string> {
  const { format, resolveConfig } = await import("prettier"); // a package for developers only
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}
