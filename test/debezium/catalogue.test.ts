import { execFileSync } from "node:child_process";
import { catalogues, driverProperties } from "../../src/debezium/properties/catalogue";
import { checkProperties } from "../../src/debezium/properties/check";
import { debeziumVersions } from "../../src/debezium/versions";
import { compile } from "../../src/launcher/compile.cjs";
import type { Said } from "./ask-plugins";

/** Each differs from what the plugin wants in one thing, or just does not. */
const configs: Record<string, string>[] = [
  {},
  ...Object.entries({
    "snapshot.mode": ["initial", " INITIAL ", "initail", "no_data", "exported", "never", ""],
    "database.sslmode": ["require", "Require", "prefer", "required"],
    "publication.autocreate.mode": ["filtered", "no_tables", "none"],
    "tombstones.on.delete": ["TRUE", " true ", "yes"],
    "max.batch.size": ["1", "+5", "0", "-1", "5.0", " 5 ", "2147483647", "2147483648", "many"],
    "poll.interval.ms": ["1", "0", "9223372036854775807", "9223372036854775808"],
    "heartbeat.interval.ms": ["0", "-1", "30000", ""],
    "errors.tolerance": ["all", "ALL"],
    "tasks.max": ["1", "0"],
    "skipped.operations": ["c, u", "none", "c,x"],
    "max.queue.size": ["2049", "2048", "0"],
    "decimal.handling.mode": ["double", "float"],
    transforms: ["unwrap"],
  }).flatMap(([name, values]) => values.map((value) => ({ [name]: value }))),
  { "table.include.list": "a.b", "table.exclude.list": "a.c" },
  { "schema.include.list": "a", "schema.exclude.list": "b" },
  { "column.include.list": "a.b.c", "column.exclude.list": "a.b.d" },
  { "message.prefix.include.list": "a", "message.prefix.exclude.list": "b" },
  { "max.batch.size": "10", "max.queue.size": "10" },
  { "max.batch.size": "8192" },
];

describe("against the real plugins", () => {
  let said: Record<string, Said>;

  beforeAll(() => {
    const program = compile("test/debezium/ask-plugins.ts", { cwd: process.cwd(), format: "esm" });
    const input = JSON.stringify(configs);
    said = JSON.parse(execFileSync(process.execPath, [program], { input, encoding: "utf8" }));
  }, 300_000);

  test.each(debeziumVersions)("%s: the catalogue is what the plugin says", (version) => {
    const { connect, connector, driver } = said[version] as Said;
    expect(catalogues[version]).toEqual({ ...connect, ...connector });
    expect(driverProperties[version]).toEqual(driver);
  });

  test.each(debeziumVersions)(
    "%s: what the plugin refuses, the checks do, no less or more",
    (version) => {
      const ours = configs.map((config) => ({
        config,
        refused: distinct(
          checkProperties(version, { name: "x", "connector.class": "x", ...config }).map(
            ({ property }) => property,
          ),
        ),
      }));
      const theirs = configs.map((config, index) => ({
        config,
        refused: distinct(said[version]?.refused[index] ?? []),
      }));
      expect(ours).toEqual(theirs);
    },
  );
});

/** 1.9.7 tells a list by its old name, or by both. */
function distinct(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.replace("blacklist", "exclude.list")))].sort();
}

test("the catalogues are as large as they were", () => {
  const sizes = debeziumVersions.map((version) => Object.keys(catalogues[version]).length);
  expect(sizes).toEqual([113, 134, 149, 152, 172]);
});
