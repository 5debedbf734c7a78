import type { Socket } from "node:net";
import { CannotRun, type ErrorKind } from "../../../base/user-error";
import { type Claim, type ClaimOptions, claimRunFolder } from "../claim/claim";
import { hello, waitForEnd } from "./client";
import type { Holder } from "./connect";
import { receive, send } from "./json-lines";
import {
  type AfterDetach,
  type Environment,
  type Phase,
  protocolVersion,
  type Reply,
} from "./protocol";

export interface HostSessionOptions extends Pick<ClaimOptions, "runDir" | "isOursByLocation"> {
  /** Ends the rehearsal: somebody asked for it, or nobody needs it any more. */
  readonly onEnd: () => void;
  /** Whether the rehearsal goes on without an attached command. */
  readonly isNeeded: (afterInterrupt: boolean) => boolean;
  /** Lines for a command that detaches from a rehearsal that goes on. @default - none */
  readonly details?: () => readonly string[];
  /**
   * Calls its argument when the command that started this host is gone. Until then that command
   * counts as attached. @default - no command started it
   */
  readonly onStarterGone?: (listener: () => void) => void;
}

/** Another rehearsal holds the run folder. */
export class SessionTaken extends CannotRun {
  constructor(readonly pid: number) {
    super(
      `A rehearsal runs here already (process ${pid}). Work with it through ` +
        "`npx cdc rehearse COMMAND`, or end it: Ctrl-C where it runs, or `npx cdc stop`",
    );
  }
}

/** The longest request has less than 100 characters. */
const maxRequest = 1_000;
/** How long a host that ends may take before another one gives up waiting for its folder. */
const endMs = 60_000;

/** The side of a session that has the engines. It answers requests and decides when it ends. */
export class HostSession {
  #claim: Claim | undefined;
  #phase: Phase = "starting";
  #environment: Environment = {};
  #failure: { readonly failed: string; readonly kind: ErrorKind } | undefined;
  #starterIsConnected = false;
  readonly #sockets = new Set<Socket>();
  readonly #attached = new Set<Socket>();
  /** Progress for the command that started this host, until it attaches. */
  #unseen: string[] = [];

  private constructor(private readonly options: HostSessionOptions) {
    if (!options.onStarterGone) return;
    this.#starterIsConnected = true;
    options.onStarterGone(() => {
      this.#starterIsConnected = false;
      this.#endUnlessNeeded(false);
    });
  }

  /** @throws SessionTaken, or a UserError if the folder is not a rehearsal's */
  static async claim(options: HostSessionOptions): Promise<HostSession> {
    const session = new HostSession(options);
    session.#claim = await claimRunFolder({
      ...options,
      version: protocolVersion,
      onConnection: (socket) => session.#accept(socket),
      onHolder: waitIfEnding,
    });
    return session;
  }

  get killed(): number | undefined {
    return this.#claim?.killed;
  }

  /** A folder for temporary files, for the next host to remove if this one is killed. */
  record(folder: string): void {
    this.#claim?.record(folder);
  }

  progress(line: string): void {
    if (this.#starterIsConnected && this.#attached.size === 0) this.#unseen.push(line);
    for (const socket of this.#attached) send(socket, { progress: line });
  }

  ready(environment: Environment): void {
    this.#environment = environment;
    if (this.#phase !== "starting") return;
    this.#phase = "ready";
    for (const socket of this.#attached) reply(socket, { environment });
    this.#endUnlessNeeded(false);
  }

  /** From now on those that attach wait for the end. */
  ending(): void {
    if (this.#phase === "starting") {
      for (const socket of this.#attached) reply(socket, this.#notReady());
    }
    this.#phase = "ending";
  }

  failed(failed: string, kind: ErrorKind): void {
    this.#failure = { failed, kind };
    this.ending();
  }

  /** Clears the run folder and gives it up. */
  async release(): Promise<void> {
    this.ending();
    await this.#claim?.release();
    for (const socket of this.#sockets) socket.end().unref();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => {
      this.#sockets.delete(socket);
      if (this.#attached.delete(socket)) this.#endUnlessNeeded(false);
    });
    receive(socket, maxRequest, ({ request, interrupted }) => {
      if (request === "hello") this.#hello(socket);
      else if (request === "attach") this.#attach(socket);
      else if (request === "detach") this.#detach(socket, interrupted === true);
      else if (request === "stop") this.#stop(socket);
      else socket.destroy();
    });
  }

  #hello(socket: Socket): void {
    reply(socket, {
      hello: { pid: process.pid, version: protocolVersion, phase: this.#phase },
    });
  }

  #attach(socket: Socket): void {
    if (this.#phase === "ending") return reply(socket, this.#notReady());
    this.#attached.add(socket);
    for (const line of this.#unseen) send(socket, { progress: line });
    this.#unseen = [];
    if (this.#phase === "ready") reply(socket, { environment: this.#environment });
  }

  #detach(socket: Socket, interrupted: boolean): void {
    if (!this.#attached.delete(socket)) return void socket.destroy();
    const after = this.#afterDetach(interrupted);
    if (after === "deployed") {
      for (const line of this.options.details?.() ?? []) send(socket, { progress: line });
    }
    reply(socket, { detached: after });
    this.#endUnlessNeeded(interrupted);
  }

  #stop(socket: Socket): void {
    if (this.#phase === "starting") {
      const failed = "`npx cdc stop` ended the rehearsal as it started";
      this.#failure = { failed, kind: "cannot-run" };
    }
    reply(socket, { ending: true });
    this.#end();
  }

  #afterDetach(interrupted: boolean): AfterDetach {
    if (this.#phase === "ending") return "ending";
    if (this.#attached.size > 0 || this.#starterIsConnected) return "attached";
    return this.options.isNeeded(interrupted) ? "deployed" : "ending";
  }

  #endUnlessNeeded(interrupted: boolean): void {
    if (this.#phase === "ready" && this.#afterDetach(interrupted) === "ending") this.#end();
  }

  #end(): void {
    if (this.#phase === "ending") return;
    this.ending();
    this.options.onEnd();
  }

  #notReady(): Reply {
    return this.#failure ?? { ending: true };
  }
}

function reply(socket: Socket, message: Reply): void {
  send(socket, message);
}

async function waitIfEnding(holder: Holder): Promise<void> {
  const phase = await hello(holder);
  if (phase === "starting" || phase === "ready") {
    holder.socket.destroy();
    throw new SessionTaken(holder.info.pid);
  }
  if (!(await waitForEnd(holder, endMs))) throw new SessionTaken(holder.info.pid);
}
