import type { Socket } from "node:net";
import { createInterface } from "node:readline";

/**
 * Asks on the terminal; only a y is a yes.
 *
 * @returns false also where nobody can answer, and once the signal is aborted
 */
export async function confirmed(question: string, signal: AbortSignal): Promise<boolean> {
  // one that is a pipe would hold the process open after its end
  const input = process.stdin as Partial<Pick<Socket, "ref" | "unref">>;
  input.ref?.();
  try {
    return await asked(question, signal);
  } finally {
    input.unref?.();
  }
}

function asked(question: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const answer = (text: string) => {
      resolve(/^\s*y(es)?\s*$/i.test(text));
      lines.close();
    };
    lines.on("close", () => {
      if (!process.stdin.isTTY) process.stderr.write("\n"); // nobody has pressed the key for it
      resolve(false); // the end of the input, or a new save
    });
    lines.on("SIGINT", () => process.emit("SIGINT")); // readline takes the key for itself
    signal.addEventListener("abort", () => lines.close(), { once: true });
    if (signal.aborted) lines.close();
    else lines.question(question, answer);
  });
}
