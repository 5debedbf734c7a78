import { closeSync, openSync, readSync, statSync } from "node:fs";

/** What is read of a log at most: several stack traces of Kafka Connect. */
const maxBytes = 256 * 1024;

const timestamped = /^(?=\d\d:\d\d:\d\d\.\d{3} )/m;

/** What engines have written to their logs since they were last well. */
export class LogFaults {
  readonly #sizes = new Map<string, number>();

  /** Whatever the log contains up to now is no longer of interest. */
  skip(logFile: string): void {
    this.#sizes.set(logFile, sizeOf(logFile));
  }

  /** The last stack trace since then, or the last fatal line; undefined if there is none. */
  last(logFile: string): string | undefined {
    const text = this.#textSince(logFile);
    const outOfMemory = /^Terminating due to (java\.lang\.OutOfMemoryError.*)$/m.exec(text);
    if (outOfMemory) return outOfMemory[1];
    const traces = text.split(timestamped).flatMap((entry) => {
      const [, trace] = /^((?:[\w$]+\.)+[\w$]*(?:Exception|Error)\b[^]*)/m.exec(entry) ?? [];
      return trace === undefined ? [] : [trace];
    });
    // PostgreSQL: "2026-11-24 10:00:00 UTC [123] PANIC:  could not write to file …"
    const fatal = /^.*\b(?:PANIC|FATAL): .*$/gm;
    return (
      traces.at(-1) ?? [...text.matchAll(fatal)].at(-1)?.[0].replace(/^.*?(?=PANIC|FATAL)/, "")
    );
  }

  #textSince(logFile: string): string {
    const end = sizeOf(logFile);
    const start = Math.max(this.#sizes.get(logFile) ?? 0, end - maxBytes);
    if (end <= start) return "";
    const bytes = Buffer.alloc(end - start);
    const file = openSync(logFile, "r");
    try {
      return bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, start));
    } finally {
      closeSync(file);
    }
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
