import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const launcher = join(process.cwd(), "src", "cli", "cdc.cjs");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder outside the project, with apps that `cdc synth` runs there. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "aiven-cdc-synth-"));

  write(name: string, lines: readonly string[]): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.join("\n"));
    return file;
  }

  synth(args: readonly string[], env: Record<string, string> = {}): Ended {
    return spawnSync(process.execPath, [launcher, "synth", ...args], {
      cwd: this.path,
      encoding: "utf8",
      env: { ...process.env, ...env },
    });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
