import { catalogues } from "../../src/debezium/properties/catalogue";
import { propertyChanges, renamedConfig } from "../../src/debezium/properties/upgrade";

const sound = {
  name: "orders",
  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
  "topic.prefix": "shop",
  "table.include.list": "public.orders",
};

test("3.5.2 drops and renames nothing of 3.1.0's, and changes no default", () => {
  expect(propertyChanges("3.1.0", "3.5.2", sound)).toEqual([]);
  const gone = Object.keys(catalogues["3.1.0"]).filter((name) => !(name in catalogues["3.5.2"]));
  expect(gone).toEqual([]);
});

test("a value that went is named with what does the same", () => {
  const changes = propertyChanges("3.1.0", "3.5.2", { ...sound, "snapshot.mode": "never" });
  expect(changes).toEqual([
    {
      kind: "value",
      property: "snapshot.mode",
      message:
        '"snapshot.mode" must be one of always, configuration_based, custom, initial, initial_only, no_data, when_needed, got "never"; write "no_data"',
      write: "no_data",
    },
  ]);
  const config = { ...sound, "snapshot.mode": "never" };
  expect(renamedConfig(config, changes)).toEqual({ ...sound, "snapshot.mode": "no_data" });
});

test("a property that is called otherwise keeps its value", () => {
  const { "topic.prefix": prefix, ...others } = sound;
  const old = { ...others, "database.server.name": prefix, "plugin.name": "wal2json" };
  const changes = propertyChanges("1.9.7", "2.5.0", old);
  expect(changes.filter(({ kind }) => kind !== "default")).toEqual([
    {
      kind: "renamed",
      property: "database.server.name",
      message: `"database.server.name" is not a property of Debezium 2.5.0's PostgreSQL connector; write "topic.prefix"`,
      write: "topic.prefix",
    },
    {
      kind: "value",
      property: "plugin.name",
      message:
        '"plugin.name" must be one of decoderbufs, pgoutput, got "wal2json"; write "pgoutput"',
      write: "pgoutput",
    },
  ]);
  expect(renamedConfig(old, changes)).toEqual({ ...sound, "plugin.name": "pgoutput" });
});

test("a property that the other version lacks is dropped, and left as it is", () => {
  const config = { ...sound, "lsn.flush.mode": "connector" };
  const changes = propertyChanges("3.5.2", "3.1.0", config);
  expect(changes).toEqual([
    {
      kind: "dropped",
      property: "lsn.flush.mode",
      message: `"lsn.flush.mode" is not a property of Debezium 3.1.0's PostgreSQL connector, but of 3.5.2; leave it out or use that version`,
    },
  ]);
  expect(renamedConfig(config, changes)).toEqual(config);
});

test("what both versions refuse is no change", () => {
  const wrong = { ...sound, "database.ssl.mode": "require", "tombstones.on.delete": "yes" };
  expect(propertyChanges("3.1.0", "3.5.2", wrong)).toEqual([]);
});

test("a default that changes is named where the configuration leaves it to the connector", () => {
  const defaults = (config: object) =>
    propertyChanges("1.9.7", "2.5.0", { ...sound, ...config })
      .filter(({ kind }) => kind === "default")
      .map(({ message }) => message);
  const adjustment =
    'the default of "schema.name.adjustment.mode" becomes "none", and was "avro"; write "avro" to keep what it does';
  expect(defaults({})).toEqual([
    'the default of "database.sslmode" becomes "prefer", and was "disable"; write "disable" to keep what it does',
    adjustment,
  ]);
  expect(defaults({ "database.sslmode": "require" })).toEqual([adjustment]);
  expect(defaults({ "database.sslmode": undefined })).toEqual([adjustment]);
});
