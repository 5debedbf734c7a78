import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { compile } from "../../src/launcher/compile.cjs";

// inside the project: what the compiled file imports is looked up from where it lies
const folder = mkdtempSync(join("node_modules", ".cache", "terminal-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const long =
  "PostgreSQL for a service with quite a long name listens on 127.0.0.1:20603 and is told about here";

const source = join(folder, "shown.ts");
writeFileSync(
  source,
  `import { Terminal } from ${JSON.stringify(join(process.cwd(), "src/cli/rehearsal/terminal"))};
  const terminal = new Terminal();
  terminal.doing("terraform apply");
  for (const done of [7, 15, 28, 56]) {
    terminal.step({ what: "fetching Kafka 4.2.2", done, of: 56, unit: "MB" });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  terminal.done(${JSON.stringify(long)});
  terminal.stop();`,
);
const program = compile(source, { cwd: process.cwd(), format: "esm" });
const unset = ["CI", "NO_COLOR", "FORCE_COLOR"];
const own = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !unset.includes(name)),
);

/** What is shown to a program, a log of CI's for instance. */
const piped = (env = {}) =>
  spawnSync(process.execPath, [program], { encoding: "utf8", env: { ...own, ...env } });

/** What is shown on a terminal of 80 columns. */
const onTerminal = (env = {}) =>
  spawnSync(
    "script",
    ["-qec", `stty cols 80 rows 24; ${process.execPath} ${program}`, "/dev/null"],
    { encoding: "utf8", env: { ...own, TERM: "xterm", ...env } },
  ).stdout;

const color = /\x1b\[(?:2|3\d)m/; // eslint-disable-line no-control-regex

test("elsewhere than on a terminal, a line at each quarter, and lines as long as they are", () => {
  for (const env of [{}, { CI: "true" }]) {
    const { stdout } = piped(env);
    expect(stdout.replace(/^ *\d+\.\d s {2}/gm, "")).toBe(
      `fetching Kafka 4.2.2: 15 of 56 MB\nfetching Kafka 4.2.2: 28 of 56 MB\n${long}\n`,
    );
  }
});

test("on a terminal, one live area, and lines that end between words", () => {
  const shown = onTerminal();
  const plain = stripVTControlCharacters(shown).replace(/\r/g, "");
  expect(plain).toContain("terraform apply\n  fetching Kafka 4.2.2: 7 of 56 MB");
  expect(plain).not.toMatch(/ s {2}fetching/);
  expect(plain).toMatch(
    / {2}\d\.\d s {2}PostgreSQL for a service with quite a long name listens on\n {9}127\.0\.0\.1:20603 and is told about here\n/,
  );
  expect(shown).toMatch(color);
});

test("NO_COLOR is honoured", () => {
  expect(onTerminal({ NO_COLOR: "1" })).not.toMatch(color);
});
