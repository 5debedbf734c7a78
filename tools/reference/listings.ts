import ts from "typescript";
import { returned, signature } from "./class-page";
import { cut, docOf, fileOf, propertiesTable, tagsOf } from "./docstrings";

/** One page for all functions. */
export function functionsPage(
  symbols: readonly ts.Symbol[],
  checker: ts.TypeChecker,
  home: string,
): string {
  return listing("Functions", symbols, (symbol) => {
    const declaration = symbol.declarations?.find(ts.isFunctionDeclaration);
    const called = declaration
      ? `${symbol.name}${signature(declaration, 400)}: ${returned(declaration, checker)}`
      : `${symbol.name}: ${checker.typeToString(checker.getTypeOfSymbol(symbol))}`;
    const parameters = symbol
      .getJsDocTags(checker)
      .filter(({ name }) => name === "param")
      .map(({ text = [] }) => {
        const [name = "", ...rest] = ts.displayPartsToString(text).replace(/\s+/g, " ").split(" ");
        return `- \`${name}\`: ${rest.join(" ")}`;
      });
    const see = tagsOf(symbol, "see", checker);
    return [
      `\`${called.replace(/\s+/g, " ")}\``,
      docOf(symbol, checker),
      ...(parameters.length > 0 ? [parameters.join("\n")] : []),
      ...(see === "" ? [] : [`See ${see}`]),
      sourceOf(symbol, home),
    ];
  });
}

/**
 * One page for all types.
 *
 * @param pageOfProps the page that has the properties of a class's props, by the name of their type
 */
export function typesPage(
  symbols: readonly ts.Symbol[],
  checker: ts.TypeChecker,
  home: string,
  pageOfProps: ReadonlyMap<string, string>,
): string {
  return listing("Types", symbols, (symbol) => {
    const doc = docOf(symbol, checker);
    const page = pageOfProps.get(symbol.name);
    if (page !== undefined) {
      return [
        ...(doc === "" ? [] : [doc]),
        `Its properties are on [the page of its class](${page}).`,
      ];
    }
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const alias = symbol.declarations?.find(ts.isTypeAliasDeclaration);
    const what = alias
      ? [`\`${written(alias)}\``, ...knownValues(alias, type)]
      : [propertiesTable(checker.getPropertiesOfType(type), checker)];
    return [...(doc === "" ? [] : [doc]), ...what, sourceOf(symbol, home)];
  });
}

function written({ type }: ts.TypeAliasDeclaration): string {
  return cut(type.getText().replace(/^\| /, ""), 400);
}

/** The texts of a union that names another one, such as the plans that an editor completes. */
function knownValues(alias: ts.TypeAliasDeclaration, type: ts.Type): string[] {
  if (!type.isUnion() || alias.type.getText().includes('"')) return [];
  const values = type.types.flatMap((each) => (each.isStringLiteral() ? each.value : []));
  if (values.length === 0) return [];
  return [`Known: ${values.map((value) => `\`${value}\``).join(", ")}.`];
}

function listing(
  title: string,
  symbols: readonly ts.Symbol[],
  paragraphs: (symbol: ts.Symbol) => readonly string[],
): string {
  return [
    `# ${title}`,
    "<!-- Made from the docstrings by `npm run rules`; edits are lost. -->",
    ...symbols.flatMap((symbol) => [`## ${symbol.name}`, ...paragraphs(symbol)]),
    "",
  ].join("\n\n");
}

function sourceOf(symbol: ts.Symbol, home: string): string {
  const file = fileOf(symbol, home);
  return `Source: [${file}](../../${file})`;
}
