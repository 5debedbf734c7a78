/** The text of a Java properties file, which Java reads as Latin-1 and with escapes of its own. */
export function toProperties(values: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${escape(key).replace(/[ :=]/g, "\\$&")}=${escape(String(value))}\n`)
    .join("");
}

function escape(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/^\s/, "\\$&")
    .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
