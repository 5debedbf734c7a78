"use strict";
const { existsSync } = require("node:fs");
const { join, relative } = require("node:path");
const Sequencer = require("@jest/test-sequencer").default;

// A clone that has not run the suite has no timings, and jest begins with the largest files: what
// takes minutes came last, with the other worker idle. In the order of the last full run.
const slowest = [
  "packages/packages",
  "consumers/consumers",
  "rehearsal/demonstration/examples",
  "rehearsal/configurations/configurations",
  "rehearsal/security/kafka-user",
  "adopt/rehearsed",
  "rehearsal/security/planted-secrets",
  "rehearsal/demonstration/event-types",
  "rehearsal/faults/idle-table",
  "rehearsal/demonstration/avro",
  "rehearsal/session/rehearse",
  "rehearsal/demonstration/two-stacks",
  "verify/rehearsed",
  "rehearsal/faults/faults",
  "rehearsal/resources/connectors",
  "rehearsal/terraform/stacks-in-order",
  "rehearsal/session/as-of",
  "rehearsal/console/console",
  "rehearsal/security/exposure",
  "rehearsal/watch/large-row",
  "cli/tail-rehearsed",
  "rehearsal/session/wrong-input",
  "rehearsal/upgrade/upgrade",
  "rehearsal/session/dev",
];

const ranks = new Map(slowest.map((name, rank) => [join(__dirname, `${name}.test.ts`), rank]));

/** @param {{ readonly path: string }} test */
const rankOf = ({ path }) => ranks.get(path) ?? slowest.length;

module.exports = class SlowestFirst extends Sequencer {
  /**
   * Those that are known to be slow, then the others in jest's own order.
   *
   * @override
   * @param {Parameters<import("@jest/test-sequencer").default["sort"]>[0]} tests
   */
  async sort(tests) {
    const unknown = [...ranks.keys()].filter((path) => !existsSync(path));
    if (unknown.length > 0) {
      throw new Error(
        `no test file ${unknown.map((path) => relative(__dirname, path)).join(", ")}`,
      );
    }
    const sorted = await super.sort(tests);
    return [...sorted].sort((one, other) => rankOf(one) - rankOf(other));
  }
};
