import {
  fileViolations,
  fileProblem,
} from "../../../src/rehearsal/resources/connect/connector-files";

const refused = (property: string, value: string) =>
  fileProblem({ [property]: value }) !== undefined;

test.each([
  ["signal.file", "/home/me/.bashrc"],
  ["signal.file", "../../../home/me/.bashrc"],
  ["signal.file", "a/../../b"],
  ["file", "file:///etc/passwd"],
  ["topics.dir", "/anywhere/at/all"],
  ["database.sslrootcert", "/etc/ssl/certs/ca.pem"],
  ["database.sslkey", "C:\\keys\\a.pem"],
  ["producer.override.ssl.truststore.location", "/etc/ssl/store.jks"],
  ["schema.history.internal.file.filename", "/tmp/history"],
  ["a.property.of.some.connector", "/etc/passwd"],
  ["a.property.of.some.connector", "/etc/not-there-yet"],
  ["a.property.of.some.connector", "FILE:/etc/passwd"],
  ["producer.override.config.providers", "file"],
  ["config.providers", "file"],
  ["database.password", "${vault:/etc:shadow}"],
  ["database.password", "a${vault:secret/../../x:shadow}"],
  ["consumer.override.config.providers.file.class", "org.example.Provider"],
])("refuses %s = %j", (property, value) => {
  expect(refused(property, value)).toBe(true);
});

test.each([
  ["signal.file", "signals.jsonl"],
  ["signal.file", "folder/signals..jsonl"],
  ["database.sslrootcert", "/run/aiven/keys/ca.pem"],
  ["database.password", "/starts-with/a-slash"],
  ["database.password", "/"],
  ["table.include.list", "public\\..*"],
  ["transforms.route.regex", "/.*"],
  ["heartbeat.action.query", "SELECT 1 / 2"],
  ["database.password", "${vault:secret/data/pg:password}"],
  ["database.password", "${env:key_password}"],
  ["database.hostname", "127.0.0.1"],
])("takes %s = %j", (property, value) => {
  expect(refused(property, value)).toBe(false);
});

test("a file outside the folder of Aiven's certificates is refused, however it is written", () => {
  expect(refused("database.sslrootcert", "/run/aiven/keys/../../../etc/passwd")).toBe(true);
});

test("names each property, its value and what to write", () => {
  expect(fileViolations({ "signal.file": "/root/.bashrc", name: "orders" })).toEqual([
    {
      property: "signal.file",
      message:
        'signal.file names a file outside the worker\'s folder, which a rehearsal refuses, got "/root/.bashrc"; name a file by a relative path',
    },
  ]);
});
