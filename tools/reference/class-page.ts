import ts from "typescript";
import { markdownTable } from "../markdown-table";
import { cut, docOf, fileOf, propertiesTable, typeOf } from "./docstrings";

/** The page of a class: its docstring, its props, and what it offers itself. */
export function classPage(symbol: ts.Symbol, checker: ts.TypeChecker, home: string): string {
  const props = propsOf(symbol, checker);
  const members = props ? checker.getPropertiesOfType(props) : [];
  const file = fileOf(symbol, home);
  const offered = offeredMembers(symbol, checker);
  return [
    `# ${symbol.name}`,
    "",
    "<!-- Made from the docstrings by `npm run rules`; edits are lost. -->",
    "",
    docOf(symbol, checker),
    "",
    `Source: [${file}](../../${file})`,
    "",
    ...(members.length > 0 ? ["## Props", "", propertiesTable(members, checker), ""] : []),
    ...(offered.length > 0 ? ["## Members", "", membersTable(offered, symbol, checker), ""] : []),
  ].join("\n");
}

/** The type of the last parameter of its constructor. */
export function propsOf(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Type | undefined {
  const declaration = symbol.declarations?.find(ts.isClassDeclaration);
  const constructor = declaration?.members.find(ts.isConstructorDeclaration);
  const props = constructor?.parameters.at(-1);
  return props && checker.getTypeAtLocation(props);
}

/** Static ones first; without what cdktf and constructs give to every construct. */
function offeredMembers(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol[] {
  const statics = checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol));
  const own = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol));
  return [...statics, ...own].filter(({ declarations = [] }) =>
    declarations.some(
      (each) =>
        ts.isClassElement(each) &&
        !each.getSourceFile().fileName.includes("/node_modules/") &&
        !(ts.getCombinedModifierFlags(each) & hidden) &&
        !ts.getJSDocTags(each).some(({ tagName }) => tagName.text === "internal"),
    ),
  );
}

const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;

function membersTable(
  members: readonly ts.Symbol[],
  owner: ts.Symbol,
  checker: ts.TypeChecker,
): string {
  const rows = members.map((member) => {
    const declaration = member.declarations?.[0];
    const isStatic =
      declaration !== undefined &&
      ts.isClassElement(declaration) &&
      (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Static) !== 0;
    const name = `${isStatic ? `${owner.name}.` : ""}${member.name}`;
    const isMethod = declaration !== undefined && ts.isMethodDeclaration(declaration);
    return [
      `\`${isMethod ? `${name}${signature(declaration, 60)}` : name}\``,
      isMethod ? `\`${returned(declaration, checker)}\`` : `\`${typeOf(member, checker)}\``,
      docOf(member, checker).replace(/\s+/g, " "),
    ];
  });
  return markdownTable(["member", "type", "description"], rows);
}

/** `(scope: Construct, id: string)`, as it is written. */
export function signature(declaration: ts.SignatureDeclaration, length: number): string {
  const parameters = declaration.parameters.map((each) => each.getText()).join(", ");
  return cut(`(${parameters})`, length);
}

export function returned(declaration: ts.SignatureDeclaration, checker: ts.TypeChecker): string {
  const written = declaration.type?.getText();
  if (written !== undefined) return cut(written, 80);
  const found = checker.getSignatureFromDeclaration(declaration);
  return found ? cut(checker.typeToString(found.getReturnType()), 80) : "";
}
