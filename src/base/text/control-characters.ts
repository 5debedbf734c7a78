/** Unicode's control characters, and its separators of lines and paragraphs. */
const controlCharacters = /[\p{Cc}\u2028\u2029]/gu;

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

export function hasControlCharacters(text: string): boolean {
  return text.search(controlCharacters) >= 0;
}

export function withoutControlCharacters(text: string): string {
  return text.replace(controlCharacters, "");
}

/** The text with each control character as JavaScript writes it: `\n`, `\u001b`. */
export function escapeControlCharacters(text: string): string {
  return text.replace(
    controlCharacters,
    (character) =>
      shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
