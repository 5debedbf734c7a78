import { setTimeout as sleep } from "node:timers/promises";
import { endOf } from "../engines/engine-process";
import { runDir } from "../home";
import { processesOf } from "./processes";
import type { Service } from "./services";

/** Why something failed that is not at fault itself. */
export interface Explanation {
  readonly summary: string;
  readonly detail: string;
}

interface EndedEngine {
  /** "Kafka broker 2 of service events" */
  readonly name: string;
  /** "was ended by signal SIGKILL" */
  readonly how: string;
  /** The lines of its log that matter, or none. */
  readonly log: string;
}

/** A connection breaks a moment before the end of the process is known here. */
const noticedWithinMs = 150;

/**
 * The engine that has ended, or the disk that is full, behind an error that shows only what follows
 * from it: a refused connection, an event that never arrives.
 *
 * @returns undefined where the error is all there is
 */
export async function explanationOf(
  error: unknown,
  services: () => readonly Service[],
): Promise<Explanation | undefined> {
  await sleep(noticedWithinMs);
  const ended = endedEngines(services());
  const message = messageOf(error);
  const logs = ended.map(({ log }) => log).filter((log) => log !== "");
  if (isDiskFull(error) || [message, ...logs].some((text) => diskFull.test(text))) {
    return {
      summary: `The disk of ${runDir} is full`,
      detail: [
        "make room there, or name a folder on another disk with AIVEN_CDC_RUN_DIR, and run the command again",
        ...ended.map(({ name, how }) => `${name} ${how}`),
        `First error: ${message}`,
      ].join("\n"),
    };
  }
  if (ended.length === 0) return undefined;
  return {
    summary: ended.map(({ name, how }) => `${name} ${how}`).join("; "),
    detail: [...logs, `Then this failed: ${message}`].join("\n"),
  };
}

const diskFull = /no space left on device|disk quota exceeded/i;

/** Of Node, or of PostgreSQL (SQLSTATE disk_full). */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "53100"].includes(String((error as { code?: unknown } | null)?.code));
}

/** Engines of services that exist, and whose process has ended. */
export function endedEngines(services: readonly Service[]): EndedEngine[] {
  return services.flatMap((service) =>
    processesOf(service).flatMap(({ kind, alive, pid }) => {
      const end = alive ? undefined : endOf(pid());
      return end ? [{ name: `${kind} of service ${service.name}`, ...end }] : [];
    }),
  );
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return error.message || code || error.name;
}
