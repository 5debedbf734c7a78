import type { ConnectorProperties } from "../../src/debezium/properties/properties";

// `npm run types` is the test: a line marked as an error must be one, and no other line may be.

const written: ConnectorProperties<"3.1.0", "isbn"> = {
  name: "orders",
  "topic.prefix": "replicator",
  "database.port": 5432,
  "heartbeat.interval.ms": "30000",
  "tombstones.on.delete": "false",
  "include.schema.comments": true,
  "plugin.name": "pgoutput",
  "snapshot.mode": "no_data",
  "skipped.operations": "t,d",
  "database.ApplicationName": "cdc",
  "driver.socketTimeout": 30,
  "topic.delimiter": ".",
  "transforms.unwrap.type": "io.debezium.transforms.ExtractNewRecordState",
  "predicates.isOrder.pattern": "orders",
  "topic.creation.default.partitions": 3,
  "topic.creation.groups": "wide",
  "producer.override.linger.ms": 20,
  "key.converter.schemas.enable": false,
  "signal.consumer.security.protocol": "SSL",
  "column.mask.with.10.chars": "public.users.email",
  "column.truncate.to.20.chars": "public.users.name",
  "snapshot.select.statement.overrides.public.users": "SELECT * FROM public.users",
  "_aiven.restart.on.failure": "true",
  converters: "isbn",
  "isbn.type": "io.debezium.test.IsbnConverter",
};

const of1_9_7: ConnectorProperties<"1.9.7"> = {
  "database.server.name": "replicator",
  "plugin.name": "wal2json",
  "table.whitelist": "public.tab1",
};

const refused: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error no property of any version
  "database.ssl.mode": "require",
};
const refusedRename: ConnectorProperties<"1.9.7"> = {
  // @ts-expect-error of 2.0 and later
  "topic.prefix": "replicator",
};
const refusedOldName: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error before 2.0
  "database.server.name": "replicator",
};
const refusedPlugin: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error gone with 2.0
  "plugin.name": "wal2json",
};
const refusedMode: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error is misspelt
  "snapshot.mode": "initail",
};
const newest: ConnectorProperties<"3.5.2"> = {
  "lsn.flush.mode": "connector_and_driver",
  "offset.mismatch.strategy": "trust_offset",
  "publish.via.partition.root": true,
  "signal.consumer.client.id": "signals",
};
const refusedNewer: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error of 3.5.2 only
  "lsn.flush.mode": "connector_and_driver",
};
const refusedValue: ConnectorProperties<"3.5.2"> = {
  // @ts-expect-error gone since 3.1.0
  "snapshot.mode": "never",
};
const refusedNumber: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error not a number
  "heartbeat.interval.ms": "30s",
};
const refusedBoolean: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error not a boolean
  "tombstones.on.delete": "yes",
};
const refusedDriver: ConnectorProperties<"1.9.7"> = {
  // @ts-expect-error 1.9.7 hands on what stands under database.
  "driver.socketTimeout": 30,
};
const refusedDriverName: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error is misspelt
  "driver.socketTimout": 30,
};
const refusedConverter: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error no converter of that name is announced
  "isbn.type": "io.debezium.test.IsbnConverter",
};
const refusedSignals: ConnectorProperties<"1.9.7"> = {
  // @ts-expect-error of 2.3 and later
  "signal.consumer.security.protocol": "SSL",
};
const refusedPattern: ConnectorProperties<"3.1.0"> = {
  // @ts-expect-error stands for a family
  "column.truncate.to.(d+).chars": 20,
};

test("types are checked by tsc", () => {
  expect([
    of1_9_7,
    refused,
    refusedBoolean,
    refusedConverter,
    refusedDriver,
    refusedDriverName,
    refusedMode,
    refusedNewer,
    refusedNumber,
    refusedOldName,
    refusedPattern,
    refusedPlugin,
    refusedRename,
    refusedSignals,
    refusedValue,
  ]).toHaveLength(15);
  expect(written["topic.prefix"]).toBe("replicator");
  expect(newest["publish.via.partition.root"]).toBe(true);
});
