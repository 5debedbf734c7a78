import type { ErrorKind } from "../../../base/user-error";

/** Version of this program, as far as those that attach depend on it. */
export const protocolVersion = "1";

export type Environment = Readonly<Record<string, string>>;

/** One JSON object a line. A client waits for the reply before it sends its next request. */
export type Request =
  | { readonly request: "hello" | "attach" | "stop" }
  /** The command has ended. `interrupted`: by a signal, and it was the one that started the host. */
  | { readonly request: "detach"; readonly interrupted: boolean };

export type Phase = "starting" | "ready" | "ending";

/**
 * Why a host goes on after a command has detached, or that it ends: then the connection closes once
 * the host has cleared its folder.
 */
export type AfterDetach = "deployed" | "attached" | "ending";

export type Reply =
  | { readonly hello: { readonly pid: number; readonly version: string; readonly phase: Phase } }
  /** To `attach`, once the host is ready. */
  | { readonly environment: Environment }
  /** To `attach`, if the host could not start. */
  | { readonly failed: string; readonly kind: ErrorKind }
  /** To `attach` and `stop`. */
  | { readonly ending: true }
  | { readonly detached: AfterDetach };

/** To everyone that is attached, at any time. */
export interface Progress {
  readonly progress: string;
}
