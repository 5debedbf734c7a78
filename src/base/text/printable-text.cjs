// Plain JavaScript: the launcher needs it before anything is compiled.
"use strict";

/** Control characters, line separators, bidirectional overrides and isolates, lone surrogates. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/** Line breaks, tabs, and the codes for colour and weight that this program itself writes (SGR). */
const kept = /(\n|\t|\x1b\[[\d;]*m)/; // eslint-disable-line no-control-regex

/** @type {Readonly<Record<string, string>>} */
const shortEscapes = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** @param {string} character */
function escaped(character) {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return (
    shortEscapes[character] ??
    (code < 0x100 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`)
  );
}

/** @param {string} text */
function escapeUnprintable(text) {
  return text.replace(unprintable, escaped);
}

/**
 * Escapes all but line breaks, tabs and the program's own colours.
 * @param {string} text
 */
function escapeLines(text) {
  return text
    .replaceAll("\r\n", "\n")
    .split(kept)
    .map((part, at) => (at % 2 === 1 ? part : escapeUnprintable(part)))
    .join("");
}

module.exports = { escapeLines, escapeUnprintable };
