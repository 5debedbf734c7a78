import { join } from "node:path";
import ts from "typescript";

/** A public class or function of the constructs, with the type of its props. */
export interface PropsTaker {
  readonly name: string;
  readonly props: ts.Type;
}

const entries = ["constructs/index.ts", "src/cdc-stack.ts"].map((file) =>
  join(process.cwd(), file),
);
const config = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, process.cwd());
const program = ts.createProgram(entries, options);
const checker = program.getTypeChecker();

/**
 * Every exported construct, and every exported function, whose last parameter has optional props. A
 * class that narrows another one only hands its props on.
 */
export function propsTakers(): PropsTaker[] {
  const all = everyTaker();
  const names = all.map(({ name }) => name);
  return all.filter(({ base }) => base === undefined || !names.includes(base));
}

function everyTaker(): (PropsTaker & { readonly base?: string })[] {
  return entries.flatMap((entry) => {
    const file = program.getSourceFile(entry);
    const symbol = file && checker.getSymbolAtLocation(file);
    if (!symbol) throw new Error(`${entry} has no exports`);
    return checker.getExportsOfModule(symbol).flatMap((each) => takersOf(resolved(each)));
  });
}

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function takersOf(symbol: ts.Symbol): (PropsTaker & { readonly base?: string })[] {
  const declaration = symbol.valueDeclaration;
  if (!declaration) return [];
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  const signatures = [...type.getConstructSignatures(), ...type.getCallSignatures()];
  return signatures.flatMap(({ parameters }) => {
    const last = parameters.at(-1);
    if (!last?.valueDeclaration) return [];
    const props = checker.getTypeOfSymbolAtLocation(last, last.valueDeclaration);
    const [parent] = ts.isClassDeclaration(declaration) ? (declaration.heritageClauses ?? []) : [];
    const base = parent?.types[0]?.expression.getText();
    return optionalNames(props).length > 0 ? [{ name: symbol.name, props, base }] : [];
  });
}

/** The names of the optional properties of an object type; none of a list, a text or a number. */
export function optionalNames(type: ts.Type): string[] {
  const object = checker.getNonNullableType(type);
  if (object.isUnion()) return [...new Set(object.types.flatMap(optionalNames))];
  if (!(object.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return [];
  if (checker.isArrayLikeType(object)) return [];
  return object
    .getProperties()
    .filter(({ flags }) => flags & ts.SymbolFlags.Optional)
    .map(({ name }) => name);
}

export function typeOfProperty(type: ts.Type, name: string): ts.Type | undefined {
  const object = checker.getNonNullableType(type);
  const members = object.isUnion() ? object.types : [object];
  const [property] = members.flatMap((each) => each.getProperty(name) ?? []);
  return property && checker.getTypeOfSymbol(property);
}
