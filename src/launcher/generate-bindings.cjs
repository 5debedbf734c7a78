// Run as a process by bindings.cjs: writes the TypeScript of @cdktf/provider-aiven to a folder.
"use strict";
const { readFileSync } = require("node:fs");
// The package's own entry asks for jsii-pacmak, which it does not bring and this does not need.
const {
  TerraformProviderGenerator,
} = require("@cdktf/provider-generator/lib/get/generator/provider-generator");
const { CodeMaker } = require("codemaker");
const { version } = require("../../.gen/provider-aiven/package.json");

const outdir = String(process.argv[2]);
const schema = JSON.parse(
  readFileSync(require.resolve("../../.gen/provider-aiven/facts/schema.json"), "utf8"),
);
const [address = ""] = Object.keys(schema.provider_schemas);
const generator = new TerraformProviderGenerator(new CodeMaker(), {
  ...schema,
  provider_versions: { [address]: version },
});
const minor = version.split(".").slice(0, 2).join(".");
generator.generate(
  /** @type {any} */ ({ name: "aiven", source: "aiven/aiven", version: `~> ${minor}` }),
);
// The packages it loaded would hold the process open for their telemetry.
generator.save(outdir).then(() => process.exit(0));
