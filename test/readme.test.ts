import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Figure } from "../tools/bench/figure";
import { withFigures } from "../tools/bench/report/readme";

const home = process.cwd();
const readme = readFileSync("README.md", "utf8");
const blocks = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""]) => code);

test("the code in the README compiles as it stands", () => {
  expect(blocks.length).toBeGreaterThan(1);
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
  const violations = [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(
    violations.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  ).toEqual([]);
});

test("its figures are those that the bench wrote last", () => {
  const { figures } = JSON.parse(readFileSync("docs/bench.json", "utf8")) as { figures: Figure[] };
  const unaligned = (text: string) => text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");
  expect(unaligned(readme)).toBe(unaligned(withFigures(readme, figures)));
});
