import ts from "typescript";
import { markdownTable } from "../markdown-table";

/** What a symbol's docstring says, its links as code. */
export function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  return text.replace(/\{@link (\w+(?:\.\w+)?) ?\}/g, "`$1`");
}

/** The first sentence without the name that Terraform has for it, on one line. */
export function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(/ \(Terraform: [^)]*\)/, "");
  return (/^(?:`[^`]*`|[^`])*?[.:](?=\s|$)/.exec(line)?.[0] ?? line).replace(/[:.]$/, "");
}

/** A table of properties: those that an interface or a class has. */
export function propertiesTable(members: readonly ts.Symbol[], checker: ts.TypeChecker): string {
  const rows = members.map((member) => [
    `\`${member.name}\`${isOptional(member) ? "" : " (required)"}`,
    `\`${typeOf(member, checker)}\``,
    docOf(member, checker).replace(/\s+/g, " "),
    tagsOf(member, "default", checker).replace(/^- /, ""),
  ]);
  return markdownTable(["prop", "type", "description", "default"], rows);
}

/** What stands after a tag, on one line. */
export function tagsOf(symbol: ts.Symbol, tag: string, checker: ts.TypeChecker): string {
  return symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === tag)
    .map(({ text }) => ts.displayPartsToString(text))
    .join(" ")
    .replace(/\s+/g, " ");
}

/** As it is written, on one line; a long one is cut, since the source has it. */
export function typeOf(member: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  const isWritten =
    declaration && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration));
  const written =
    isWritten && declaration.type
      ? declaration.type.getText()
      : checker.typeToString(checker.getTypeOfSymbol(member));
  return cut(written, 80);
}

/** On one line, at most so many characters long. */
export function cut(written: string, length: number): string {
  const line = written.replace(/\s+/g, " ");
  return line.length > length ? `${line.slice(0, length - 3)}…` : line;
}

/** The file of a declaration, as a path below the project. */
export function fileOf(symbol: ts.Symbol, home: string): string {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
  return file.startsWith(`${home}/`) ? file.slice(home.length + 1) : file;
}

function isOptional(member: ts.Symbol): boolean {
  return (member.flags & ts.SymbolFlags.Optional) !== 0;
}
