// Plain JavaScript: `cdc doctor` asks it on a clone with nothing installed.
"use strict";
const { existsSync, statfsSync } = require("node:fs");
const { dirname } = require("node:path");
const { CannotRun } = require("../../../base/user-error.cjs");

/** 170 MB of engines, 60 MB of a new PostgreSQL, and room for what is written. */
const neededMb = 400;

/**
 * What this user may still write to the disk of a folder, or of the one that it is to be made in.
 *
 * @param {string} folder
 * @returns {number} MB
 */
function freeMb(folder) {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return Math.round((bavail * bsize) / 1e6);
}

/**
 * @param {string} runDir
 * @param {number} [free] MB
 * @throws CannotRun if a rehearsal would fill the disk
 */
function mustHaveRoom(runDir, free = freeMb(runDir)) {
  if (free >= neededMb) return;
  throw new CannotRun(
    `The disk of ${dirname(runDir)} is full: ${free} MB are left, and a rehearsal needs ${neededMb} MB for engines and data; make room and run the command again`,
  );
}

module.exports = { freeMb, mustHaveRoom };
