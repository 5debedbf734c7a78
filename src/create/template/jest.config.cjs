/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testTimeout: 60_000,
  transform: { "\\.ts$": "ts-jest" },
};
