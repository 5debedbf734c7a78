/** TypeScript before it is laid out: text as it is, or what may need several lines. */
export type Code =
  | string
  | { readonly object: readonly (readonly [name: string, value: Code])[] }
  | { readonly array: readonly Code[] }
  | { readonly call: string; readonly args: readonly Code[] };

const width = 100;

/**
 * The code laid out as Prettier does it.
 *
 * @param before what stands before it in its line
 * @param after what follows it there
 */
export function layOut(code: Code, indent: string, before = "", after = ""): string {
  if (typeof code === "string") return code;
  const flat = inOneLine(code);
  if (flat !== undefined && `${before}${flat}${after}`.length <= width) return flat;
  return inLines(code, indent, before);
}

function inLines(code: Exclude<Code, string>, indent: string, before: string): string {
  const deeper = `${indent}  `;
  if ("object" in code) {
    const lines = code.object.map(([name, value]) => property(name, value, deeper));
    return ["{", ...lines, `${indent}}`].join("\n");
  }
  if ("array" in code) {
    const lines = code.array.map((each) => `${deeper}${layOut(each, deeper, deeper, ",")},`);
    return ["[", ...lines, `${indent}]`].join("\n");
  }
  const { call, args } = code;
  const [last, others] = [args.at(-1), args.slice(0, -1).map(inOneLine)];
  const opened = `${call}(${others.map((each) => `${String(each)}, `).join("")}`;
  if (last !== undefined && typeof last !== "string" && !("call" in last)) {
    const broken = inLines(last, indent, "");
    const [firstLine = ""] = broken.split("\n");
    if (`${before}${opened}${firstLine}`.length <= width) return `${opened}${broken})`;
  }
  const lines = args.map((each) => `${deeper}${layOut(each, deeper, deeper, ",")},`);
  return [`${call}(`, ...lines, `${indent})`].join("\n");
}

function property(name: string, value: Code, indent: string): string {
  const before = `${indent}${name}:`;
  if (typeof value === "string" && name === value) return `${indent}${name},`;
  const line = `${before} ${layOut(value, indent, `${before} `, ",")},`;
  const isText = typeof value === "string" && /^["']/.test(value);
  return isText && line.length > width ? `${before}\n${indent}  ${value},` : line;
}

/** Objects with something in them always have lines of their own. */
function inOneLine(code: Code): string | undefined {
  if (typeof code === "string") return code;
  if ("object" in code) return code.object.length === 0 ? "{}" : undefined;
  const parts = "array" in code ? code.array : code.args;
  const flat = parts.map(inOneLine);
  if (!flat.every((each) => each !== undefined)) return undefined;
  return "array" in code ? `[${flat.join(", ")}]` : `${code.call}(${flat.join(", ")})`;
}

/** Code in one line, however long it is. */
export function flat(code: Code): string {
  return inOneLine(code) ?? layOut(code, "");
}

/** A text as a literal, in the quotes that need fewer escapes. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replace(/[\u2028\u2029]/g, escapedUnit);
  const [doubles, singles] = ['"', "'"].map((quote) => text.split(quote).length - 1);
  if ((doubles ?? 0) <= (singles ?? 0)) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A text as part of a template literal. */
export function inTemplate(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replace(/[\u2028\u2029]/g, escapedUnit)
    .replaceAll("`", "\\`")
    .replaceAll("${", "\\${");
}

function escapedUnit(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16)}`;
}

/** A property's name, quoted only where it must be. */
export function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

/** An object without what is undefined. */
export function objectOf(entries: readonly (readonly [string, Code | undefined])[]): Code {
  return {
    object: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  };
}

/** Lines of a comment, wrapped. */
export function comment(text: string, indent = ""): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(`${indent}// ${word}`);
  }
  return lines.join("\n");
}
