// Stands for `archiver` in the packed cdktf (packed.cjs): loads it when something is archived.
"use strict";
const load = require; // esbuild packs what it sees required

/** Where it lies: packed.cjs writes it in. */
const path = /** @type {{ ARCHIVER?: string }} */ (globalThis).ARCHIVER ?? "archiver";

/** @param {unknown[]} args */
module.exports = (...args) => load(path)(...args);
