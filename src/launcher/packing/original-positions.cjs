"use strict";
const { readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { dirname, resolve } = require("node:path");
const { buildDir } = require("../compile.cjs");

/** A position in a compiled file; the path of its folder may have spaces. */
const compiled = new RegExp(
  `(${buildDir.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}[\\\\/][\\w-]+\\.cjs):(\\d+):(\\d+)`,
  "g",
);

/**
 * The text of a stack trace, its positions in compiled files mapped to those in the sources. Node
 * would do it for every trace that anything captures: cdktf takes one for each token, and the
 * largest part of a synth went into positions that nobody read.
 *
 * @param {string} text
 */
function withOriginalPositions(text) {
  /** @type {Map<string, SourceMap | undefined>} */
  const maps = new Map();
  return text.replace(compiled, (position, file, line, column) => {
    if (!maps.has(file)) maps.set(file, sourceMapOf(file));
    const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !("originalSource" in entry)) return position;
    const { originalSource, originalLine, originalColumn } = entry;
    return `${resolve(dirname(file), originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

/** @param {string} file */
function sourceMapOf(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  } catch {
    return undefined;
  }
}

module.exports = { withOriginalPositions };
