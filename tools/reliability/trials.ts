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
];
