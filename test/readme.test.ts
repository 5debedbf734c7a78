import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Figure } from "../tools/bench/figure";
import { withFigures } from "../tools/bench/report/readme";

const home = process.cwd();
const guides = readdirSync("docs/guides").map((name) => join("docs", "guides", name));
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/rehearsal.md",
  "docs/adr/README.md",
  ...guides,
];
const blocks = pages.flatMap((page) =>
  [...readFileSync(page, "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""]) => code),
);

test("the code in README and guides compiles as it is", () => {
  expect(blocks.length).toBeGreaterThan(2);
  const config = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, home);
  const files = new Map(blocks.map((code, index) => [join(home, `readme-${index}.ts`), code]));
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
  const problems = [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  ).toEqual([]);
});

test("the README has at most 150 lines", () => {
  expect(readFileSync("README.md", "utf8").split("\n").length).toBeLessThanOrEqual(151);
});

test("no link between the pages leads nowhere", () => {
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(([, target = ""]) => join(dirname(page), target))
      .filter((target) => !existsSync(target)),
  );
  expect(broken).toEqual([]);
});

test("the figures are those that the bench wrote last", () => {
  const { figures } = JSON.parse(readFileSync("docs/bench.json", "utf8")) as { figures: Figure[] };
  const speed = readFileSync("docs/guides/speed.md", "utf8");
  const unaligned = (text: string) => text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
  expect(unaligned(speed)).toBe(unaligned(withFigures(speed, figures)));
});
