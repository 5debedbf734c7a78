/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test", "<rootDir>/examples"],
  testMatch: ["**/*.test.ts"],
  testSequencer: "<rootDir>/test/slowest-first.cjs",
  // tests with engines wait more than they compute
  maxWorkers: 2,
  // an engine's first start on a busy machine takes its time
  testTimeout: 180_000,
  setupFiles: ["<rootDir>/test/no-creation-stacks.cjs"],
  transform: { "\\.ts$": ["ts-jest", { tsconfig: "test/tsconfig.json" }] },
};
