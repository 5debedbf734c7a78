import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { CannotRun } from "../../../base/user-error";

/** 170 MB of engines, 60 MB of a new PostgreSQL, and room for what is written. */
const neededMb = 400;

/** @throws UserError if a rehearsal would fill the disk */
export function mustHaveRoom(runDir: string): void {
  const { bavail, bsize } = statfsSync(runDir);
  const free = Math.round((bavail * bsize) / 1e6);
  if (free >= neededMb) return;
  throw new CannotRun(
    `The disk of ${dirname(runDir)} is full: ${free} MB are left, and a rehearsal needs ${neededMb} MB for engines and data; make room and run the command again`,
  );
}
