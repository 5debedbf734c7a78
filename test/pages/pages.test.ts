import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import type { Figure } from "../../tools/bench/figure";
import { withFigures } from "../../tools/bench/report/readme";
import { linkedTargets } from "../../tools/site/links";
import { Cdc } from "../rehearsal/support/cdc";
import { allBlocks, blocksOf, pages, textOf } from "./blocks";

const home = process.cwd();
const folder = mkdtempSync(join(tmpdir(), "pages-"));
const cdc = new Cdc();
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await cdc.close();
});

const typescript = allBlocks("ts");

/** Each block as a file beside main.ts, where `aiven-cdc` is this package itself. */
function problemsOf(codes: ReadonlyMap<string, string>): string[] {
  const config = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, home);
  const files = new Map([...codes.values()].map((code, at) => [join(home, `page-${at}.ts`), code]));
  const names = [...codes.keys()];
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, language, ...rest) => {
    const code = files.get(file);
    return code === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, code, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((file, at) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(
      ({ messageText }) => `${names[at]}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

test("the code on the pages has the types that it needs", () => {
  expect(typescript.length).toBeGreaterThan(5);
  const wrong = 'import { CdcStack } from "aiven-cdc";\nnew CdcStack();\n';
  const codes = new Map(typescript.map(({ at, code }) => [at, code]));
  expect(problemsOf(new Map([...codes, ["wrong", wrong]]))).toEqual([
    "wrong: Expected 3 arguments, but got 0.",
  ]);
});

// an app of cdktn needs the bindings for that, which a clone does not have
const apps = typescript.filter(
  ({ code }) => code.includes("app.synth()") && !code.includes('"cdktn"'),
);

test.each(apps)("the app at $at breaks no rule, and needs no warning", async ({ code }) => {
  const file = join(folder, "main.ts");
  const here = code
    .replaceAll('"aiven-cdc"', JSON.stringify(join(home, "src")))
    .replaceAll('"./', `"${home}/`);
  writeFileSync(file, here);
  const { stdout, ...ended } = await cdc.run(["check", "--app", file]);
  expect(ended).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`${file}: 0 errors, 0 warnings`);
});

test("JSON and YAML on the pages can be read", () => {
  const problems = allBlocks("json", "yaml").flatMap(({ at, language, code }) => {
    try {
      if (language === "json") JSON.parse(code);
      else parse(code);
      return [];
    } catch (error) {
      return [`${at}: ${(error as Error).message}`];
    }
  });
  expect(problems).toEqual([]);
});

test("every block says what it is, if it is no output, and is one that is tested", () => {
  const known = ["", "ts", "sh", "sql", "json", "yaml", "mermaid"];
  const languages = pages.flatMap((page) => blocksOf(page).map(({ language }) => language));
  expect([...new Set(languages)].filter((language) => !known.includes(language))).toEqual([]);
  const commands = allBlocks("").filter(({ code }) => /^\s*(\$ )?(npm|npx|cdc) /m.test(code));
  expect(commands.map(({ at }) => at)).toEqual([]);
});

test("the README has at most 150 lines", () => {
  expect(readFileSync("README.md", "utf8").split("\n").length).toBeLessThanOrEqual(151);
});

test("no link between the pages leads nowhere", () => {
  // that of a new project is read there
  const here = pages.filter((page) => !page.startsWith("src/create"));
  const broken = here.flatMap((page) =>
    linkedTargets(textOf(page))
      .filter((target) => !existsSync(join(dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("the figures are those that the bench wrote last", () => {
  const { figures } = JSON.parse(readFileSync("docs/bench.json", "utf8")) as { figures: Figure[] };
  const speed = readFileSync("docs/guides/speed.md", "utf8");
  const unaligned = (text: string) => text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
  expect(unaligned(speed)).toBe(unaligned(withFigures(speed, figures)));
});
