import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export function writeJson(file: string, value: object): void {
  writeText(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes a file and the folders that it needs. */
export function writeText(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
