"use strict";
const { existsSync, readFileSync } = require("node:fs");

/**
 * The file of the app that cdktf.json runs, or main.ts: `cdc synth apps/orders.ts` and
 * `npx ts-node apps/orders.ts` both name apps/orders.ts.
 *
 * @returns {string} relative to the working directory
 */
function defaultApp() {
  const words = commandOf("cdktf.json").split(/\s+/);
  const sources = words.filter((word) => /\.[cm]?[jt]s$/.test(word) && existsSync(word));
  return sources.findLast((word) => !word.endsWith("cdc.cjs")) ?? "main.ts";
}

/** @param {string} file */
function commandOf(file) {
  try {
    const { app } = JSON.parse(readFileSync(file, "utf8"));
    return typeof app === "string" ? app : "";
  } catch {
    return ""; // cdktf's own command line says what is wrong with it
  }
}

module.exports = { defaultApp };
