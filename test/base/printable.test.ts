import { printable, printableLines } from "../../src/base/text/printable";

const escape = "\u001b";

test.each([
  ["umlauts, accents and ß", "Käthe Müller, Señor Ñandú, Straße"],
  ["Chinese, Japanese and Korean", "変更データ 变更 변경"],
  ["Arabic and Hebrew", "مرحبا שלום"],
  ["emoji, also joined and with skin tones", "🎉 👩‍👩‍👧 👍🏽"],
  ["backslashes and quotes", `C:\\temp\\new "x" 'y' \`z\` $HOME`],
  ["text of exactly the maximal length", "x".repeat(200)],
])("leaves %s as they are", (_what, text) => {
  expect(printable(text)).toBe(text);
  expect(printableLines(text)).toBe(text);
});

test.each([
  ["a window title", `${escape}]0;owned\u0007`, "\\x1b]0;owned\\x07"],
  ["a cleared screen", `${escape}[2J${escape}[H`, "\\x1b[2J\\x1b[H"],
  ["a control sequence of one character", "\u009b2J", "\\x9b2J"],
  ["a line break that fakes a line of progress", "Ada\n  7.6 s  done", "Ada\\n  7.6 s  done"],
  ["a return to the start of the line", "Ada\rEve", "Ada\\rEve"],
  ["a tab, a NUL and DEL", "a\tb\u0000c\u007f", "a\\tb\\x00c\\x7f"],
  ["Unicode line separators", "a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\x85d"],
  ["a bidirectional override", "abc\u202egpj", "abc\\u202egpj"],
  ["a bidirectional isolate", "\u2066a\u2069", "\\u2066a\\u2069"],
  ["lone surrogates", "a\ud83db\udc00", "a\\ud83db\\udc00"],
])("escapes %s", (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("cuts a long text and gives its length", () => {
  expect(printable("x".repeat(500_000))).toBe(`${"x".repeat(200)}… (500,000 characters)`);
  expect(printable("x".repeat(201), 10)).toBe(`${"x".repeat(10)}… (201 characters)`);
});

test("counts an emoji as one character, and never cuts one in half", () => {
  expect(printable("🎉".repeat(300), 3)).toBe("🎉… (300 characters)");
});

test("escapes what follows from a cut, too", () => {
  expect(printable(`${escape}${"x".repeat(300)}`, 2)).toBe("\\x1bx… (301 characters)");
});

test("lines keep their breaks and colours, and no other control sequence", () => {
  const text = `${escape}[1mupdate${escape}[22m id=1\n\t${escape}[2Jnext\rline\r\nend`;
  expect(printableLines(text)).toBe(
    `${escape}[1mupdate${escape}[22m id=1\n\t\\x1b[2Jnext\\rline\nend`,
  );
});
