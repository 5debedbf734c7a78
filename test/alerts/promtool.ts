import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Kept beside the engines: it is 90 MB, and each fetch of it takes seconds. */
const kept = join(process.cwd(), ".rehearsal", "tools");

/**
 * Prometheus's own checker: the one on the PATH, else the one in Debian's package, unpacked and not
 * installed.
 *
 * @returns undefined where there is neither
 */
export function findPromtool(): string | undefined {
  const { stdout } = spawnSync("sh", ["-c", "command -v promtool"], { encoding: "utf8" });
  if (stdout.trim() !== "") return stdout.trim();
  const unpacked = join(kept, "usr", "bin", "promtool");
  if (existsSync(unpacked)) return unpacked;
  try {
    mkdirSync(kept, { recursive: true });
    chmodSync(kept, 0o755); // apt downloads as a user of its own
    const options = { cwd: kept, stdio: "ignore" } as const;
    const download = () => execFileSync("apt-get", ["download", "-q", "prometheus"], options);
    try {
      download();
    } catch {
      execFileSync("apt-get", ["update", "-q"], options); // a fresh image has no lists
      download();
    }
    const [file = ""] = readdirSync(kept).filter((name) => name.endsWith(".deb"));
    execFileSync("dpkg-deb", ["-x", file, "."], options);
    return unpacked;
  } catch {
    return undefined; // not Debian, or offline
  }
}
