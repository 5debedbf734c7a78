"use strict";
const { readFileSync } = require("node:fs");
const { join, relative, sep } = require("node:path");
const { fromProject } = require("./apps-library.cjs");
const { home, isPackage } = require("./home.cjs");
const { withOriginalPositions } = require("./packing/original-positions.cjs");

/** Where our own constructs lie in a clone: what a user wrote is further up the stack. */
const ours = isPackage ? [] : ["constructs", "src"].map((folder) => join(home, folder) + sep);

/** A stack trace of each is kept: enough for any app that a person writes by hand. */
const mostConstructs = 5_000;
/** An app's own frame comes after those of cdktf and of our constructs. */
const depth = 30;

/** The lines of an app that made its constructs, for messages that know a construct by its path. */
class Positions {
  /** @type {{ construct: import("constructs").IConstruct, trace: { stack?: string } }[]} */
  #made = [];
  /** @type {readonly string[]} */
  #sources = [];

  /**
   * Notes each construct as it is made; call it once the app's packages are in place.
   *
   * @param {readonly string[]} sources the files that the app consists of
   */
  follow(sources) {
    this.#sources = sources.filter(isUsers);
    /** @type {typeof import("constructs")} */
    const { Node } = fromProject("constructs");
    const made = this.#made;
    /** @type {{ addChild(child: import("constructs").IConstruct, name: string): void }} */
    const prototype = /** @type {any} */ (Node.prototype);
    const { addChild } = prototype;
    prototype.addChild = /** @this {typeof prototype} */ function noting(child, name) {
      if (made.length < mostConstructs) {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = depth;
        const trace = {};
        Error.captureStackTrace(trace, noting); // its text is made only when somebody reads it
        Error.stackTraceLimit = stackTraceLimit;
        made.push({ construct: child, trace });
      }
      addChild.call(this, child, name);
    };
  }

  /**
   * A message of cdktf's on several constructs, each line that begins with a path with its place in the
   * source.
   *
   * @param {string} message
   */
  addTo(message) {
    return message.replace(/^(\s*)\[([^\]\n]+)\] (.*)$/gm, (line, indent, path, text) => {
      const place = this.of(path, text);
      return place === undefined ? line : `${indent}${place} [${path}] ${text}`;
    });
  }

  /**
   * @param {string} path of a construct
   * @param {string} message what is wrong with it
   * @returns {string | undefined} file and line, as compilers write them
   */
  of(path, message) {
    const found = this.#made.find(({ construct }) => construct.node?.path === path);
    const frame = found && appsFrame(found.trace.stack ?? "");
    if (!frame) return undefined;
    const { file, line } = placeOfValue(this.#sources, message) ?? frame;
    const shown = relative(process.cwd(), file);
    return `${shown.startsWith("..") ? file : shown}:${line}`;
  }
}

/**
 * @param {string} stack
 * @returns {{ file: string, line: number } | undefined}
 */
function appsFrame(stack) {
  for (const text of withOriginalPositions(stack).split("\n")) {
    const [, file, line] = /(?:\(| at )([^()]+\.[cm]?ts):(\d+):\d+\)?$/.exec(text) ?? [];
    if (file !== undefined && isUsers(file)) return { file, line: Number(line) };
  }
  return undefined;
}

/** @param {string} file */
function isUsers(file) {
  return (
    !file.includes(`${sep}node_modules${sep}`) && !ours.some((folder) => file.startsWith(folder))
  );
}

/**
 * The line that holds the value a message complains of, where there is only one such line.
 *
 * @param {readonly string[]} sources
 * @param {string} message
 */
function placeOfValue(sources, message) {
  const [, value] = /\bgot "([^"\n]+)"/.exec(message) ?? [];
  if (value === undefined) return undefined;
  const literals = ['"', "'", "`"].map((quote) => quote + value + quote);
  const places = sources.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((text, at) =>
        literals.some((literal) => text.includes(literal)) ? [{ file, line: at + 1 }] : [],
      ),
  );
  return places.length === 1 ? places[0] : undefined;
}

module.exports = { Positions };
