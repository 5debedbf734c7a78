"use strict";

const cdktfResolve = /[\\/]cdkt[fn][\\/]lib[\\/]tokens[\\/]private[\\/]resolve\.js$/;

/** Deeper than cdktf goes: it tells of a circle then. */
const deepest = 201;

/**
 * A binding hands over each of its arguments, and most of them are not there. cdktf resolves them
 * all, name and value, to leave them out in the end: a fifth of a large synth.
 *
 * @param {import("../packing/packed.cjs").Packed} packed
 */
function leaveOutAbsentValues(packed) {
  const path = Object.keys(packed).find((each) => cdktfResolve.test(each));
  if (path === undefined) return;
  /** @type {any} */
  const module = packed[path]?.();
  const { resolve } = module;
  module.resolve = (/** @type {unknown} */ value, /** @type {unknown} */ options) =>
    resolve(withoutAbsent(value), options);
}

/**
 * @param {any} value
 * @returns {unknown}
 */
function withoutAbsent(value, depth = 0) {
  if (typeof value !== "object" || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((each) => withoutAbsent(each, depth + 1));
  // anything else is a construct, a token, or what cdktf has an error for
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain || typeof value.resolve === "function") return value;
  /** @type {Record<string, unknown>} */
  const present = {};
  for (const key of Object.keys(value)) {
    if (value[key] !== undefined) present[key] = withoutAbsent(value[key], depth + 1);
  }
  return present;
}

module.exports = { leaveOutAbsentValues };
