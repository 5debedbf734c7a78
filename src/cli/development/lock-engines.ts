import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { rehearsedVersions } from "../../rehearsal/cloud/engine-versions";
import type { EngineName } from "../../rehearsal/engines/fetch/lock";
import { lockPath, locksDir } from "../../rehearsal/engines/fetch/lock";
import { resolveLock } from "../../rehearsal/engines/fetch/resolve-lock";
import { Terminal } from "../rehearsal/terminal";
import { writeFormatted } from "../../../tools/write-formatted";

/** `cdc lock-engines`: writes the lock of every version that a rehearsal can run. Needs Maven. */
export async function lockEngines(): Promise<void> {
  const terminal = new Terminal();
  try {
    for (const engine of Object.keys(rehearsedVersions) as EngineName[]) {
      for (const version of rehearsedVersions[engine]) {
        terminal.doing(`resolving ${engine} ${version}`);
        const scratch = await mkdtemp(join(tmpdir(), "lock-engines-"));
        try {
          const lock = await resolveLock(engine, version, scratch);
          const file = lockPath(locksDir, engine, version);
          await mkdir(dirname(file), { recursive: true });
          await writeFormatted(file, JSON.stringify(lock));
          terminal.done(`${engine} ${version}: ${lock.downloads.length} files`);
        } finally {
          await rm(scratch, { recursive: true, force: true });
        }
      }
    }
  } finally {
    terminal.stop();
  }
}
