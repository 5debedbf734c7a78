/** One attack or accident, and the tests that carry it out against a real rehearsal. */
export interface Trial {
  readonly kind: "attack" | "accident";
  /** What is done to the rehearsal. */
  readonly what: string;
  /** What must hold afterwards. */
  readonly expected: string;
  /** The test file, below test/. */
  readonly file: string;
  /** A part of the titles of its tests. @default - all of the file */
  readonly title?: string;
  /** How often one run of such a test does it. @default 1 */
  readonly rounds?: number;
}

export const trials: readonly Trial[] = [
  {
    kind: "attack",
    what: "another user asks every HTTP port, with its own and with a foreign Host",
    expected: "401 or 403, no configuration shown",
    file: "rehearsal/security/exposure.test.ts",
    title: "both HTTP ports refuse every request",
    rounds: 8,
  },
  {
    kind: "attack",
    what: "another user sends the worker its own internal requests without a signature",
    expected: "refused",
    file: "rehearsal/security/exposure.test.ts",
    title: "without a signature",
    rounds: 2,
  },
  {
    kind: "attack",
    what: "another user logs in to PostgreSQL and to every port of Kafka, without a password and with a guessed one",
    expected: "authentication fails",
    file: "rehearsal/security/exposure.test.ts",
    title: "PostgreSQL and every port of Kafka refuse",
    rounds: 13,
  },
  {
    kind: "attack",
    what: "a page in a browser sends requests (foreign Host, Origin, Sec-Fetch-Site)",
    expected: "403, whatever the password",
    file: "rehearsal/engines/connect/connect-gateway.test.ts",
    title: "with 403",
  },
  {
    kind: "attack",
    what: "a connector truncates a file of the developer's (signal.file)",
    expected: "refused, the file is whole",
    file: "rehearsal/security/exposure.test.ts",
    title: "cannot truncate a file",
  },
  {
    kind: "attack",
    what: "a connector reads a file by a config provider or an override",
    expected: "refused, nothing shown",
    file: "rehearsal/security/exposure.test.ts",
    title: "cannot read a file by",
  },
  {
    kind: "attack",
    what: "a role of the database runs programs, reads files, or joins a role that may",
    expected: "permission denied",
    file: "rehearsal/security/exposure.test.ts",
    title: "no role of the database",
    rounds: 5,
  },
  {
    kind: "attack",
    what: "secrets are searched in JSON, plan, apply, output, logs, REST, errors and files",
    expected: "in the state and in files of mode 0600 only",
    file: "rehearsal/security/planted-secrets.test.ts",
  },
  {
    kind: "attack",
    what: "names with control characters and psql's meta-commands, for `cdc sql`",
    expected: "refused, or quoted so that psql runs nothing",
    file: "database/psql.test.ts",
  },
  {
    kind: "attack",
    what: "escape sequences, line breaks and 500 kB in rows and messages",
    expected: "escaped and cut before they reach the terminal",
    file: "base/printable.test.ts",
  },
  {
    kind: "attack",
    what: "map keys `__proto__`, `constructor` and `toString` in a configuration",
    expected: "data like any other",
    file: "rehearsal/provider/odd-input.test.ts",
  },
  {
    kind: "accident",
    what: "many processes claim one run folder at once; dead and stale claims; a reused pid",
    expected: "one holder, no signal to anybody else",
    file: "rehearsal/session/claim.test.ts",
  },
  {
    kind: "accident",
    what: "two attached applies at once on one folder",
    expected: "one rehearsal, none after `npm stop`, no process left",
    file: "rehearsal/session/attached.test.ts",
    title: "two commands that start at once",
    rounds: 3,
  },
  {
    kind: "accident",
    what: "a jar or an archive changed by one byte, a broken or wrong download, two set-ups at once",
    expected: "refused by name, nothing half made",
    file: "rehearsal/engines/fetch/ensure-engine.test.ts",
  },
  {
    kind: "accident",
    what: "a row of 2 MB, without and with `maxMessageBytes`",
    expected: "reported within 15 s with the remedy; arrives",
    file: "rehearsal/watch/large-row.test.ts",
  },
  {
    kind: "accident",
    what: "kill -9 of the whole rehearsal; the engines' own ends; Ctrl-C",
    expected: "no engine left, the next run goes on",
    file: "rehearsal/session/start.test.ts",
  },
  {
    kind: "accident",
    what: "Terraform is killed, or prints nothing that can be read",
    expected: "named with its signal",
    file: "rehearsal/terraform/apply.test.ts",
  },
  {
    kind: "accident",
    what: "a run fails, or an engine dies",
    expected: "its logs are kept, of the last three such runs",
    file: "rehearsal/session/kept-logs.test.ts",
  },
  {
    kind: "accident",
    what: "wrong input: missing programs, taken ports, full and read-only disks, foreign folders",
    expected: "one clear message, no stack trace",
    file: "rehearsal/session/wrong-input.test.ts",
  },
  {
    kind: "accident",
    what: "an app without app.synth(), a failing app, a renamed stack",
    expected: "no stale JSON is left for a deploy",
    file: "launcher/output.test.ts",
  },
  {
    kind: "accident",
    what: "rights, publication or brokers are taken away from a running pipeline",
    expected: "`cdc verify` names it",
    file: "verify/rehearsed.test.ts",
  },
  {
    kind: "accident",
    what: "two stacks capture a table of the same name",
    expected: "events are counted by Kafka and topic",
    file: "rehearsal/demonstration/streams.test.ts",
  },
];
