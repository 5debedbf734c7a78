"use strict";
const { existsSync } = require("node:fs");
const { join, relative } = require("node:path");
const Sequencer = require("@jest/test-sequencer").default;

// A clone that has not run the suite has no timings, and jest begins with the largest files: what
// takes minutes came last, with the other worker idle. In the order of the last full run.
const slowest = [
  "packages/packages",
  "consumers/consumers",
  "rehearsal/session/rehearse",
  "rehearsal/faults/faults",
  "rehearsal/demonstration/examples",
  "rehearsal/faults/idle-table",
  "rehearsal/console/console",
  "rehearsal/configurations/configurations",
  "rehearsal/demonstration/event-types",
  "verify/rehearsed",
  "adopt/rehearsed",
  "rehearsal/session/as-of",
  "rehearsal/demonstration/two-stacks",
  "rehearsal/session/dev",
  "rehearsal/security/kafka-user",
  "rehearsal/resources/connectors",
  "rehearsal/watch/large-row",
  "rehearsal/security/planted-secrets",
  "rehearsal/security/exposure",
  "adopt/adopt",
  "debezium/catalogue",
  "cli/exit-codes",
  "cli/tail-rehearsed",
  "rehearsal/resources/postgres/connection-pool",
  "rehearsal/session/wrong-input",
  "rehearsal/upgrade/upgrade",
  "rehearsal/documented-types",
  "rehearsal/session/start",
  "rehearsal/provider/all-types",
  "rehearsal/terraform/stacks-in-order",
  "rehearsal/session/attached",
  "rehearsal/demonstration/events",
  "rehearsal/engines/engines",
  "rehearsal/resources/postgres/pg-database",
  "constructs/undefined-props",
  "rehearsal/demonstration/odd-tables",
  "cli/json-rehearsed",
  "launcher/stock-synth",
  "constructs/editor",
  "cli/doctor",
  "rehearsal/session/claim",
  "drift/rehearsed",
  "rehearsal/demonstration/production",
  "rehearsal/stand-ins/stand-ins",
  "rehearsal/demonstration/avro",
  "alerts/promtool",
];

const ranks = new Map(slowest.map((name, rank) => [join(__dirname, `${name}.test.ts`), rank]));

/** @param {{ readonly path: string }} test */
const rankOf = ({ path }) => ranks.get(path) ?? slowest.length;

/** @typedef {Parameters<import("@jest/test-sequencer").default["sort"]>[0]} Tests */

module.exports = class SlowestFirst extends Sequencer {
  /**
   * Those that are known to be slow, then the others in jest's own order.
   *
   * @override
   * @param {Tests} tests
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

  /**
   * Deals them out from the slowest on, to and fro: every machine has about as much to do.
   *
   * @override
   * @param {Tests} tests
   * @param {{ shardIndex: number, shardCount: number }} options the index from 1 on
   */
  shard(tests, { shardIndex, shardCount }) {
    const byPath = [...tests].sort((one, other) => (one.path < other.path ? -1 : 1));
    const dealt = byPath.sort((one, other) => rankOf(one) - rankOf(other));
    return dealt.filter((_, at) => {
      const place = at % shardCount;
      const isWayBack = Math.floor(at / shardCount) % 2 === 1;
      return shardIndex === (isWayBack ? shardCount - place : place + 1);
    });
  }
};
