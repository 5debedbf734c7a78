import { spawnSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

/** The browser of this machine, where it has one; `.ci/run` installs Debian's. */
export function findChromium(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  for (const name of names) {
    const { stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    if (stdout.trim() !== "") return stdout.trim();
  }
  return undefined;
}

export function openChromium(executablePath: string): Promise<Browser> {
  // root, as in CI, may not use the sandbox
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}
