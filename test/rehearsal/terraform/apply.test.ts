import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UserError } from "../../../src/base/user-error";
import { apply } from "../../../src/rehearsal/terraform/apply";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "apply-"))));
afterEach(() => rmSync(dir, { recursive: true }));

/** Applies with a program in Terraform's place. */
async function applyWith(script: string) {
  const program = join(dir, "terraform");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const warnings: string[] = [];
  const made = await apply({
    dir,
    environment: { TERRAFORM_BINARY_NAME: program },
    onWarning: (message) => warnings.push(message),
    signal: new AbortController().signal,
  });
  return { made, warnings };
}

const say = (...messages: object[]) =>
  messages.map((message) => `printf '%s\\n' '${JSON.stringify(message)}'`).join("\n");
const error = { severity: "error", summary: "Refused", address: "aiven_pg.postgres" };

test("counts what was made, and passes warnings on with their line breaks", async () => {
  const warning = { severity: "warning", summary: "Careful", detail: "one\ntwo" };
  const script = say({ diagnostic: warning }, { type: "change_summary", changes: { add: 5 } });
  expect(await applyWith(script)).toEqual({ made: 5, warnings: ["Careful\n    one\n    two"] });
});

test("names the signal that ended Terraform, and what may have sent it", async () => {
  await expect(applyWith("kill -9 $$")).rejects.toThrow(
    "terraform apply failed:\n  - terraform was ended by signal SIGKILL; where nobody sent it, " +
      "the machine ran out of memory (Linux: `dmesg` shows it): free some and run the command again",
  );
  await expect(applyWith("kill -15 $$")).rejects.toThrow(
    "terraform apply failed:\n  - terraform was ended by signal SIGTERM; run the command again",
  );
});

test("shows errors together with the signal that came after them", async () => {
  await expect(applyWith(`${say({ diagnostic: error })}\nkill -15 $$`)).rejects.toThrow(
    "terraform apply failed:\n  - aiven_pg.postgres: Refused\n" +
      "  - terraform was ended by signal SIGTERM; run the command again",
  );
});

test("names the exit code where Terraform shows no error, and only there", async () => {
  await expect(applyWith("exit 3")).rejects.toThrow(
    "terraform apply failed:\n  - terraform ended with exit code 3 and showed no error",
  );
  await expect(applyWith(`${say({ diagnostic: error })}\nexit 1`)).rejects.toThrow(
    new Error("terraform apply failed:\n  - aiven_pg.postgres: Refused"),
  );
});

test("takes errors of Terraform for a finding, and what kept it from its work for the machine's", async () => {
  const kindOf = (script: string) => applyWith(script).catch(({ kind }: UserError) => kind);
  const diagnostic = (summary: string) => say({ diagnostic: { ...error, summary } });
  expect(await kindOf(`${diagnostic("Refused")}\nexit 1`)).toBe("finding");
  expect(await kindOf(`${diagnostic("Refused")}\nkill -9 $$`)).toBe("cannot-run");
  expect(await kindOf("exit 1")).toBe("cannot-run");
  const unreachable = "Error: Failed to query available provider packages";
  expect(await kindOf(`echo "${unreachable}" >&2\nexit 1`)).toBe("cannot-run");
  expect(await kindOf(`${diagnostic("Failed to install provider")}\nexit 1`)).toBe("cannot-run");
});

test("escapes control characters in what Terraform shows", async () => {
  const detail = "\u001b[2Jfirst\nsecond\u202e";
  const script = say({ diagnostic: { ...error, summary: "no\nluck", detail } });
  await expect(applyWith(`${script}\nexit 1`)).rejects.toThrow(
    "  - aiven_pg.postgres: no\\nluck\n    \\x1b[2Jfirst\n    second\\u202e",
  );
});
