import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cdc, defaultApp } from "../support/cdc";

// Runs where OpenTofu is installed: it is in no registry that a test could take it from.
const tofu = spawnSync("sh", ["-c", "command -v tofu"], { encoding: "utf8" }).stdout.trim();
if (tofu === "") process.stdout.write("no tofu on the PATH: OpenTofu is not tried\n");
const where = tofu === "" ? test.skip : test;

const cdc = new Cdc();
const bin = mkdtempSync(join(tmpdir(), "aiven-cdc-bin-"));
afterAll(() => {
  cdc.close();
  rmSync(bin, { recursive: true, force: true });
});

/** A PATH with these programs and no others. */
function pathOf(...programs: readonly string[]): string {
  for (const program of programs) {
    const { stdout } = spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" });
    symlinkSync(stdout.trim(), join(bin, program));
  }
  return bin;
}

where("with OpenTofu alone, every event of the default stack arrives", async () => {
  const PATH = pathOf("tofu", "java", "node", "npm", "sh", "bash", "uname", "dirname", "env");
  const { code, stdout, stderr } = await cdc.run(["start", "--once", ...defaultApp], { PATH });
  expect([code, stderr]).toEqual([0, expect.not.stringMatching(/error|terraform is missing/i)]);
  expect(stdout).toContain("tombstone id=2");
});

where("AIVEN_CDC_TERRAFORM chooses it where both are installed", async () => {
  const { code, stdout } = await cdc.run(["rehearse", "terraform", "version"], {
    AIVEN_CDC_TERRAFORM: tofu,
  });
  expect([code, stdout]).toEqual([0, expect.stringContaining("OpenTofu v")]);
});
