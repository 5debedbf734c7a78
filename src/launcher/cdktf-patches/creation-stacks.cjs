"use strict";
const { spawnSync } = require("node:child_process");

const cdktfStackTraces = /[\\/]cdkt[fn][\\/]lib[\\/]tokens[\\/]private[\\/]stack-trace\.js$/;
const wanted = "AIVEN_CDC_CREATION_STACKS";

/**
 * cdktf notes for every token where it was made, which takes half of a large synth, for the
 * message of one that cannot be resolved. Without those notes the message does not have it, so
 * that {@link runWithCreationStacks} is for whoever gets one.
 *
 * @param {import("../packing/packed.cjs").Packed} packed
 */
function leaveOutCreationStacks(packed) {
  const path = Object.keys(packed).find((each) => cdktfStackTraces.test(each));
  if (path === undefined || process.env[wanted] !== undefined) return;
  /** @type {string[]} */
  const none = [];
  /** @type {any} */
  const stackTraces = packed[path]?.();
  stackTraces.captureStackTrace = () => none;
}

/**
 * Runs this command once more, with the notes, if they are a part of what the error would say.
 *
 * @param {unknown} error
 * @returns {number | undefined} the exit code, if it was run
 */
function runWithCreationStacks(error) {
  const message = error instanceof Error ? error.message : "";
  // cdktf's messages on tokens: resolvable.js, intrinsic.js, errors.js
  const hasStack = /^Resolution error|^Token created:|Intrinsic token/m.test(message);
  if (!hasStack || process.env[wanted] !== undefined) return undefined;
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    stdio: "inherit",
    env: { ...process.env, [wanted]: "1" },
  });
  return status ?? 1;
}

module.exports = { leaveOutCreationStacks, runWithCreationStacks };
