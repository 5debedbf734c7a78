import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../../base/until";
import { CannotRun, type ErrorKind, userErrorOf } from "../../../base/user-error";
import { findHolder, type Holder } from "./connect";
import { receive, send } from "./json-lines";
import { hasEnded } from "../claim/process-identity";
import type { AfterDetach, Environment, Phase, Request } from "./protocol";

/** An environment may hold anything the user's own holds. */
const maxReply = 10_000_000;
/** A host answers at once unless it is stopped (SIGSTOP) or the machine is out of memory. */
const helloMs = 15_000;

/** The side of a session that works with the rehearsal of another process. */
export class SessionClient {
  readonly pid: number;
  readonly #closed: Promise<void>;
  #onReply: ((reply: ReplyFields | undefined) => void) | undefined;

  private constructor(
    private readonly holder: Holder,
    onProgress: (line: string) => void,
  ) {
    const { info, socket } = holder;
    this.pid = info.pid;
    this.#closed = whenClosed(socket).then(() => this.#onReply?.(undefined));
    receive(socket, maxReply, (message) => {
      if (typeof message.progress === "string") onProgress(message.progress);
      else this.#onReply?.(message as ReplyFields);
    });
  }

  /** @returns undefined if no rehearsal runs in this folder */
  static async find(
    runDir: string,
    onProgress: (line: string) => void = () => undefined,
  ): Promise<SessionClient | undefined> {
    const holder = await findHolder(runDir);
    return holder && new SessionClient(holder, onProgress);
  }

  /** @returns the environment that leads commands to the rehearsal, or "gone" if it ends */
  async attach(): Promise<Environment | "gone"> {
    const greeting = await this.#ask({ request: "hello" }, helloMs);
    if (greeting === "late") throw notAnswering(this.pid);
    const answer = await this.#ask({ request: "attach" });
    if (answer === "late" || answer === undefined) return "gone";
    if (answer.failed !== undefined) throw userErrorOf(answer.kind ?? "cannot-run", answer.failed);
    return answer.environment ?? "gone";
  }

  /** @param interrupted whether a signal ended the command that started this rehearsal */
  async detach(interrupted: boolean): Promise<AfterDetach> {
    const answer = await this.#ask({ request: "detach", interrupted });
    return answer === "late" ? "ending" : (answer?.detached ?? "ending");
  }

  stop(): void {
    send(this.holder.socket, { request: "stop" } satisfies Request);
  }

  /** Leaves the rehearsal to itself. */
  leave(): void {
    this.holder.socket.destroy();
  }

  /** @returns whether the host has ended within `timeoutMs` */
  async ended(timeoutMs: number): Promise<boolean> {
    return ended(this.#closed, this.holder, timeoutMs);
  }

  async #ask(request: Request, timeoutMs?: number): Promise<ReplyFields | undefined | "late"> {
    if (this.holder.socket.destroyed) return undefined;
    const answer = new Promise<ReplyFields | undefined>((resolve) => (this.#onReply = resolve));
    send(this.holder.socket, request);
    return timeoutMs === undefined ? answer : orLate(answer, timeoutMs);
  }
}

/** The environment that leads commands to the rehearsal of this folder, if one runs. */
export async function runningEnvironment(runDir: string): Promise<Environment | undefined> {
  const session = await SessionClient.find(runDir);
  if (!session) return undefined;
  try {
    const environment = await session.attach();
    return environment === "gone" ? undefined : environment;
  } finally {
    session.leave();
  }
}

/** What a reply may have in it. */
interface ReplyFields {
  readonly hello?: { readonly phase: Phase };
  readonly environment?: Environment;
  readonly failed?: string;
  readonly kind?: ErrorKind;
  readonly detached?: AfterDetach;
}

/** @returns undefined if the connection closes without an answer: the host ends */
export async function hello({ info, socket }: Holder): Promise<Phase | undefined> {
  const answer = new Promise<Phase | undefined>((resolve) => {
    receive(socket, maxReply, (message) => resolve((message as ReplyFields).hello?.phase));
    socket.once("close", () => resolve(undefined));
  });
  send(socket, { request: "hello" } satisfies Request);
  const phase = await orLate(answer, helloMs);
  if (phase !== "late") return phase;
  socket.destroy();
  throw notAnswering(info.pid);
}

/** @returns whether the host has ended within `timeoutMs` */
export async function waitForEnd(holder: Holder, timeoutMs: number): Promise<boolean> {
  return ended(whenClosed(holder.socket), holder, timeoutMs);
}

async function ended(
  closed: Promise<void>,
  { info, socket }: Holder,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  if ((await orLate(closed, timeoutMs)) === "late") {
    socket.destroy();
    return false;
  }
  // It closes its connections last, so this takes a moment only.
  const timeLeft = { timeoutMs: deadline - Date.now(), everyMs: 20 };
  return (await until(async () => hasEnded(info), timeLeft)) === true;
}

function whenClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => (socket.closed ? resolve() : socket.once("close", resolve)));
}

async function orLate<T>(promise: Promise<T>, timeoutMs: number): Promise<T | "late"> {
  const timer = new AbortController();
  const late = sleep(timeoutMs, "late" as const, { signal: timer.signal }).catch(
    () => "late" as const,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

function notAnswering(pid: number): CannotRun {
  return new CannotRun(
    `The rehearsal that runs here (process ${pid}) does not answer within ${helloMs / 1_000} s; ` +
      `if it is stopped, resume it with kill -CONT ${pid}, else end it with kill -9 ${pid}`,
  );
}
