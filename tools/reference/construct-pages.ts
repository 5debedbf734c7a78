import { join } from "node:path";
import ts from "typescript";
import { classPage, propsOf } from "./class-page";
import { docOf, firstSentence } from "./docstrings";
import { functionsPage, typesPage } from "./listings";

/** A page of docs/constructs: its file name and its text. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

/** From the docstrings of what `aiven-cdc` exports: a page for each class, one for functions, one for types. */
export function constructPages(home: string): Page[] {
  const { checker, exported } = exportsOf(home);
  const [classes, others] = split(exported, ({ flags }) => (flags & ts.SymbolFlags.Class) !== 0);
  const [types, functions] = split(others, ({ flags }) => (flags & ts.SymbolFlags.Type) !== 0);
  const pageOfProps = new Map(
    classes.flatMap((symbol) => {
      const type = propsOf(symbol, checker);
      const props = type?.aliasSymbol ?? type?.symbol;
      return props ? [[props.name, fileName(symbol)] as const] : [];
    }),
  );
  const [stacks, constructs] = split(classes, ({ name }) => name.endsWith("Stack"));
  const linksTo = (symbols: readonly ts.Symbol[]) =>
    symbols.map((symbol) => {
      const summary = firstSentence(docOf(symbol, checker));
      return `- [${symbol.name}](${fileName(symbol)}): ${summary}`;
    });
  const index = [
    "# Constructs",
    "",
    "What `aiven-cdc` exports. Made from the docstrings by `npm run rules`; edits are lost.",
    "",
    "## Stacks",
    "",
    ...linksTo(stacks),
    "",
    "## Constructs and patterns",
    "",
    ...linksTo(constructs),
    "",
    "## Functions and types",
    "",
    `- [Functions](functions.md): ${functions.map(({ name }) => `\`${name}\``).join(", ")}`,
    `- [Types](types.md): ${types.length} of them`,
    "",
  ].join("\n");
  return [
    { file: "README.md", text: index },
    ...classes.map((symbol) => ({
      file: fileName(symbol),
      text: classPage(symbol, checker, home),
    })),
    { file: "functions.md", text: functionsPage(functions, checker, home) },
    { file: "types.md", text: typesPage(types, checker, home, pageOfProps) },
  ];
}

/** What src/index.ts exports, by name. */
export function exportsOf(home: string): { checker: ts.TypeChecker; exported: ts.Symbol[] } {
  const { config } = ts.readConfigFile(join(home, "tsconfig.json"), ts.sys.readFile) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, home);
  const entry = join(home, "src", "index.ts");
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} exports nothing`);
  const exported = checker
    .getExportsOfModule(module)
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { checker, exported };
}

function split<T>(all: readonly T[], belongs: (each: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((each) => !belongs(each))];
}

function fileName({ name }: ts.Symbol): string {
  return `${name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase()}.md`;
}
