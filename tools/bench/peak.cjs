// Loaded into every Node process of a measured command: notes the most memory that it had resident.
"use strict";
const { appendFileSync } = require("node:fs");

const file = process.env.BENCH_PEAKS;
if (file !== undefined) {
  process.once("exit", () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`));
}
