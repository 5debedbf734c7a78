"use strict";
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { project } = require("./home.cjs");

/** cdktf, which is archived, and cdktn, which goes on with it: an app runs on either. */
const libraries = ["cdktf", "cdktn"];

/** The packages of the project: apps find those of its node_modules, whatever folder they are in. */
const fromProject = createRequire(join(project, "package.json"));

/**
 * Where a package lies that an app imports.
 *
 * @param {string} name
 * @returns {string | undefined} undefined if it is not installed
 */
function installed(name) {
  try {
    return fromProject.resolve(name);
  } catch {
    return undefined;
  }
}

module.exports = { libraries, fromProject, installed };
