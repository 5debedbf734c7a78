import {
  toProtocolDiagnostic,
  toDiagnostic,
} from "../../../src/rehearsal/provider/protocol/diagnostics";

test("a diagnostic keeps its line breaks and escapes what else could move the cursor", () => {
  const detail = "first line\n  größer\u001b[2J\nsecond\rline";
  expect(
    toProtocolDiagnostic({ severity: "error", summary: "no\nluck\u0007", detail }),
  ).toMatchObject({
    summary: "no\\nluck\\x07",
    detail: "first line\n  größer\\x1b[2J\nsecond\\rline",
  });
});

test("what a server answers with is escaped in the summary", () => {
  expect(
    toProtocolDiagnostic(toDiagnostic(new Error('relation "\u001b]0;x\u0007" is missing'))),
  ).toMatchObject({ summary: 'The rehearsal failed: relation "\\x1b]0;x\\x07" is missing' });
});
