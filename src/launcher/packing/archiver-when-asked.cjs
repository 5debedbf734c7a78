// Stands for `archiver` in the packed cdktf (packed.cjs): loads it when something is archived.
"use strict";
const load = require; // esbuild packs what it sees required

/** @param {unknown[]} args */
module.exports = (...args) => load("archiver")(...args);
