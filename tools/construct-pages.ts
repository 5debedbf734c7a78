import { markdownTable } from "./markdown-table";
import { join } from "node:path";
import ts from "typescript";

/** A page of docs/constructs: its file name and its text. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

/** One page for each class that constructs/index.ts exports, from its docstrings, and their index. */
export function constructPages(home: string): Page[] {
  const { config } = ts.readConfigFile(join(home, "tsconfig.json"), ts.sys.readFile) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, home);
  const program = ts.createProgram([join(home, "constructs", "index.ts")], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(home, "constructs", "index.ts"));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error("constructs/index.ts exports nothing");
  const exported = checker
    .getExportsOfModule(module)
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    );
  const classes = exported
    .filter(({ flags }) => flags & ts.SymbolFlags.Class)
    .sort((a, b) => a.name.localeCompare(b.name));
  const pages = classes.map((symbol) => ({
    file: `${kebab(symbol.name)}.md`,
    text: pageOf(symbol, checker),
    summary: firstSentence(docOf(symbol, checker)),
    name: symbol.name,
  }));
  const index = [
    "# Constructs",
    "",
    "Made from the docstrings by `npm run rules`; edits are lost.",
    "",
    ...pages.map(({ file, name, summary }) => `- [${name}](${file}): ${summary}`),
    "",
  ].join("\n");
  return [{ file: "README.md", text: index }, ...pages.map(({ file, text }) => ({ file, text }))];
}

function pageOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = symbol.declarations?.find(ts.isClassDeclaration);
  const constructor = declaration?.members.find(ts.isConstructorDeclaration);
  const props = constructor?.parameters.at(-1);
  const type = props && checker.getTypeAtLocation(props);
  const members = type ? checker.getPropertiesOfType(type) : [];
  const file = declaration?.getSourceFile().fileName.replace(/^.*\/constructs\//, "") ?? "";
  return [
    `# ${symbol.name}`,
    "",
    "<!-- Made from the docstrings by `npm run rules`; edits are lost. -->",
    "",
    docOf(symbol, checker),
    "",
    `Source: [constructs/${file}](../../constructs/${file})`,
    "",
    ...(members.length > 0 ? ["## Props", "", table(members, checker), ""] : []),
  ].join("\n");
}

function table(members: readonly ts.Symbol[], checker: ts.TypeChecker): string {
  const rows = members.map((member) => {
    const isOptional = (member.flags & ts.SymbolFlags.Optional) !== 0;
    const defaults = member
      .getJsDocTags(checker)
      .filter(({ name }) => name === "default")
      .map(({ text }) => ts.displayPartsToString(text));
    const type = typeOf(member, checker);
    return [
      `\`${member.name}\`${isOptional ? "" : " (required)"}`,
      `\`${type}\``,
      docOf(member, checker).replace(/\s+/g, " "),
      defaults.join(" ").replace(/\s+/g, " ").replace(/^- /, ""),
    ];
  });
  return markdownTable(["prop", "type", "description", "default"], rows);
}

/** As it is written, on one line; a long one is cut, since the source has it. */
function typeOf(member: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  const written =
    declaration && ts.isPropertySignature(declaration) && declaration.type
      ? declaration.type.getText()
      : checker.typeToString(checker.getTypeOfSymbol(member));
  const line = written.replace(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}

function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  return text.replace(/\{@link (\w+) ?\}/g, "`$1`");
}

function firstSentence(text: string): string {
  return (/^[^]*?[.:](?=\s|$)/.exec(text)?.[0] ?? text).replace(/\s+/g, " ").replace(/[:.]$/, "");
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
