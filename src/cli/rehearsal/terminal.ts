import ora from "ora";
import colors from "picocolors";
import { printable, printableLines } from "../../base/text/printable";

/** Progress for a person: a line for each thing done, and what goes on below them. */
export class Terminal {
  readonly #started = performance.now();
  readonly #spinner = ora({ stream: process.stderr, discardStdin: false });

  /** Something that takes a while. */
  doing(text: string): void {
    this.#spinner.start(printable(text));
  }

  /** Something that happened, with the time since the start. */
  done(text: string): void {
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(1).padStart(5);
    this.print(`${colors.dim(`${seconds} s`)}  ${text}`);
  }

  warn(text: string): void {
    this.print(`${colors.yellow("warning")}  ${text}`);
  }

  /** Line breaks and colours stay; every other control character is shown as an escape. */
  print(text: string): void {
    const spinning = this.#spinner.isSpinning;
    const doing = this.#spinner.text;
    this.#spinner.stop();
    process.stdout.write(`${printableLines(text)}\n`);
    if (spinning) this.#spinner.start(doing);
  }

  stop(): void {
    this.#spinner.stop();
  }
}
