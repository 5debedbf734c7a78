import { stripVTControlCharacters } from "node:util";
import ora from "ora";
import colors from "picocolors";
import { printJson } from "../../base/json-output.cjs";
import { printable, printableLines } from "../../base/text/printable";

/** What happened, for a program: one line of `--json`. */
export interface JsonLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface TerminalOptions {
  /** Whether stdout is a program's, a JSON object a line; a person then reads stderr. @default false */
  readonly json?: boolean;
}

/** Progress for a person: a line for each thing done, and what goes on below them. */
export class Terminal {
  readonly #started = performance.now();
  readonly #spinner = ora({ stream: process.stderr, discardStdin: false });
  readonly #json: boolean;

  constructor({ json = false }: TerminalOptions = {}) {
    this.#json = json;
  }

  /** Something that takes a while. */
  doing(text: string): void {
    this.#spinner.start(printable(text));
  }

  /**
   * Something that happened, with the time since the start.
   * @param line the same for a program @default - progress, with the text
   */
  done(text: string, line: JsonLine = { type: "progress", message: plain(text) }): void {
    this.#write(`${colors.dim(`${this.#seconds().padStart(5)} s`)}  ${text}`);
    this.report(line);
  }

  warn(text: string, line: JsonLine = { type: "warning", message: plain(text) }): void {
    this.print(`${colors.yellow("warning")}  ${text}`, line);
  }

  /** Line breaks and colours stay; every other control character is shown as an escape. */
  print(text: string, line: JsonLine = { type: "progress", message: plain(text) }): void {
    this.#write(text);
    this.report(line);
  }

  /** For a program only. */
  report({ type, ...fields }: JsonLine): void {
    if (this.#json) printJson({ type, seconds: Number(this.#seconds()), ...fields });
  }

  stop(): void {
    this.#spinner.stop();
  }

  #seconds(): string {
    return ((performance.now() - this.#started) / 1000).toFixed(1);
  }

  #write(text: string): void {
    const spinning = this.#spinner.isSpinning;
    const doing = this.#spinner.text;
    this.#spinner.stop();
    const stream = this.#json ? process.stderr : process.stdout;
    stream.write(`${printableLines(text)}\n`);
    if (spinning) this.#spinner.start(doing);
  }
}

function plain(text: string): string {
  return stripVTControlCharacters(text).trim();
}
