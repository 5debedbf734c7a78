import { stripVTControlCharacters } from "node:util";
import ora from "ora";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { linesOfSteps, type Step, stepText } from "../../base/progress";
import { colors, colorsFor } from "../../base/text/colors";
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

/** Lines of what is done have the time before them, and go on below the text. */
const indent = 9;
/** A terminal with less room shows lines as they are. */
const narrowest = 40;

/** Progress for a person: a line for each thing done, and what goes on below them. */
export class Terminal {
  readonly #started = performance.now();
  #doing = "";
  readonly #steps = new Map<string, Step>();
  readonly #stepLines = linesOfSteps((line) => this.done(line));
  readonly #spinner = ora({
    ...{ stream: process.stderr, discardStdin: false },
    color: colorsFor(process.stderr).isColorSupported && "cyan", // ora itself knows no NO_COLOR
  });
  readonly #json: boolean;

  constructor({ json = false }: TerminalOptions = {}) {
    this.#json = json;
  }

  /** Something that takes a while. */
  doing(text: string): void {
    this.#doing = printable(text);
    this.#spinner.start(this.#live());
  }

  /** How far something has come that goes on beside it; a line now and then where nothing is overwritten. */
  step(step: Step): void {
    if (!this.#spinner.isEnabled || this.#json) return this.#stepLines(step);
    if (step.done < step.of) this.#steps.set(step.what, step);
    else this.#steps.delete(step.what);
    if (this.#spinner.isSpinning) this.#spinner.text = this.#live();
  }

  /**
   * Something that happened, with the time since the start.
   * @param line the same for a program @default - progress, with the text
   */
  done(text: string, line: JsonLine = { type: "progress", message: plain(text) }): void {
    this.#write(this.#wrapped(`${colors.dim(`${this.#seconds().padStart(5)} s`)}  ${text}`));
    this.report(line);
  }

  warn(text: string, line: JsonLine = { type: "warning", message: plain(text) }): void {
    this.print(this.#wrapped(`${colors.yellow("warning")}  ${text}`), line);
  }

  /**
   * Line breaks and colours stay, every other control character is shown as an escape; nothing is
   * wrapped, so that commands can be copied.
   */
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
    this.#spinner.stop();
    const stream = this.#json ? process.stderr : process.stdout;
    stream.write(`${printableLines(text)}\n`);
    if (spinning) this.#spinner.start(this.#live());
  }

  /** What goes on, a line each. */
  #live(): string {
    const lines = [this.#doing, ...[...this.#steps.values()].map(stepText)];
    return wrapAnsi(lines.join("\n  "), (process.stderr.columns ?? 80) - 3, { trim: false });
  }

  /** For a terminal, lines that end between words; what follows of one is indented. */
  #wrapped(text: string): string {
    const { columns, isTTY } = this.#json ? process.stderr : process.stdout;
    if (!isTTY || columns < narrowest) return text;
    const lines = text.split("\n").map((line) => {
      if (stringWidth(line) <= columns) return line;
      const margin = " ".repeat(Math.max(indent, line.search(/\S/)));
      const [first = "", ...rest] = wrapAnsi(line, columns - margin.length, { trim: false }).split(
        "\n",
      );
      return [first, ...rest.map((part) => margin + part.trimStart())]
        .map((part) => part.trimEnd())
        .join("\n");
    });
    return lines.join("\n");
  }
}

function plain(text: string): string {
  return stripVTControlCharacters(text).trim();
}
