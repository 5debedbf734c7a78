import { escapeLines, escapeUnprintable } from "./printable-text.cjs";

/** A line of a terminal or two; more of one value hides the others. */
const defaultLength = 200;

/**
 * Text from outside (a row, a log, an answer of a server) for one line of a terminal: what would
 * move the cursor, change the window or reorder the line becomes a visible escape (`\n`, `\x1b`,
 * `\u202e`), and a long text is cut, with its length. All other text stays as it is.
 *
 * @param maxLength characters (UTF-16 code units) that are kept of a longer text @default 200
 */
export function printable(text: string, maxLength = defaultLength): string {
  if (text.length <= maxLength) return escapeUnprintable(text);
  const splitsPair = /[\ud800-\udbff]/.test(text[maxLength - 1] ?? "");
  const kept = text.slice(0, splitsPair ? maxLength - 1 : maxLength);
  return `${escapeUnprintable(kept)}… (${characters(text).toLocaleString("en-US")} characters)`;
}

/** As {@link printable} and uncut, except that line breaks, tabs and the program's own colours stay. */
export function printableLines(text: string): string {
  return escapeLines(text);
}

function characters(text: string): number {
  const pairs = text.match(/[\ud800-\udbff][\udc00-\udfff]/g) ?? [];
  return text.length - pairs.length;
}
