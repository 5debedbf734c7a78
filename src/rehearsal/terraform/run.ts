import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { printable, printableLines } from "../../base/text/printable";
import { type ErrorKind, userErrorOf } from "../../base/user-error";

export interface RunOptions {
  /** The folder of one stack. */
  readonly dir: string;
  /** Of the rehearsal, on top of our own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes what Terraform warns of. @default - warnings are dropped */
  readonly onWarning?: (message: string) => void;
  readonly signal: AbortSignal;
}

/** What `terraform … -json` tells, line by line (Terraform: machine-readable UI). */
export interface Message {
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  readonly changes?: { readonly add: number; readonly change: number; readonly remove: number };
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

/**
 * Runs a command of the ordinary Terraform that tells what it does as JSON.
 *
 * @param command "plan" or "apply"
 * @returns what it told besides errors and warnings
 * @throws UserError with every error that Terraform reported
 */
export async function runTerraform(
  command: string,
  options: readonly string[],
  { dir, environment, onWarning = () => undefined, signal }: RunOptions,
): Promise<Message[]> {
  signal.throwIfAborted();
  const child = spawn(
    environment.TERRAFORM_BINARY_NAME ?? "terraform",
    [`-chdir=${dir}`, command, "-input=false", "-json", ...options],
    {
      // we pass Ctrl-C on once: Terraform takes a second one for impatience
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    },
  );
  const interrupt = () => child.kill("SIGTERM");
  signal.addEventListener("abort", interrupt, { once: true });
  const errors: string[] = [];
  const warned = new Set<string>(); // Terraform warns as it plans, and again as it applies
  const other: string[] = [];
  const messages: Message[] = [];
  const lines = async (stream: NodeJS.ReadableStream) => {
    for await (const line of createInterface({ input: stream })) {
      const message = parsed(line);
      if (!message) other.push(line);
      else if (message.diagnostic?.severity === "error")
        errors.push(formatDiagnostic(message.diagnostic));
      else if (message.diagnostic) warned.add(formatDiagnostic(message.diagnostic));
      else messages.push(message);
    }
  };
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const [exit] = await Promise.all([exited, lines(child.stdout), lines(child.stderr)]);
  signal.removeEventListener("abort", interrupt);
  signal.throwIfAborted();
  warned.forEach(onWarning);
  if (exit.code !== 0) {
    const causes = errors.length > 0 ? errors : other.map((line) => printable(line, 2_000));
    throw userErrorOf(
      kindOf(exit, causes),
      [`terraform ${command} failed:`, ...causes, ...endOf(exit, causes.length > 0)].join("\n  - "),
    );
  }
  return messages;
}

function parsed(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

/** Other providers come from a registry, which is the machine's to reach. */
const noRegistry = /Failed to (query available provider packages|install provider)/;

/** A signal, an end without a word or no registry are no faults of the configuration. */
function kindOf({ signal }: Exit, causes: readonly string[]): ErrorKind {
  const isFault = signal === null && causes.length > 0;
  return isFault && !causes.some((cause) => noRegistry.test(cause)) ? "finding" : "cannot-run";
}

/** How Terraform ended, where its errors do not say it: by a signal, or without any. */
function endOf({ code, signal }: Exit, hasErrors: boolean): string[] {
  if (signal === "SIGKILL") {
    return [
      `terraform was ended by signal ${signal}; where nobody sent it, the machine ran out of memory ` +
        "(Linux: `dmesg` shows it): free some and run the command again",
    ];
  }
  if (signal !== null) {
    return [`terraform was ended by signal ${signal}; run the command again`];
  }
  return hasErrors ? [] : [`terraform ended with exit code ${code} and showed no error`];
}

/** Terraform breaks the lines of a detail; a summary is one. */
function formatDiagnostic({ summary, detail, address, range }: Diagnostic): string {
  const where = [address, range && `${range.filename} line ${range.start.line}`]
    .filter(Boolean)
    .join(", ");
  const lines = detail ? ["", ...printableLines(detail).split("\n")] : [];
  return `${where ? `${printable(where)}: ` : ""}${printable(summary, 2_000)}${lines.join("\n    ")}`;
}
