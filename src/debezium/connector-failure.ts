import { printable } from "../base/text/printable";
import { remedyFor } from "./remedies";

/** Why a connector or a task failed, for a person. */
export interface ConnectorFailure {
  /** The deepest cause, on one line: `RecordTooLargeException: The message is 2000432 bytes …`. */
  readonly cause: string;
  /** What to do about it, where that is known. */
  readonly remedy?: string;
}

/** Longer causes are cut: PostgreSQL and Kafka may quote a whole statement or configuration. */
const maxCauseLength = 500;

/** Reads the stack trace that Kafka Connect gives for a failed connector or task. */
export function connectorFailure(trace: string | undefined): ConnectorFailure {
  const deepestFirst = exceptionsOf(trace ?? "").reverse();
  if (deepestFirst.length === 0) return { cause: "Kafka Connect gives no cause" };
  // The deepest exception may carry no message, as java.io.EOFException does.
  const explained = Math.max(
    0,
    deepestFirst.findIndex(({ message }) => message !== ""),
  );
  const below = deepestFirst.slice(0, explained).map(({ name }) => ` (${name})`);
  const cause = textOf(deepestFirst[explained]) + below.join("");
  return {
    cause: printable(cause, maxCauseLength),
    remedy: remedyFor(deepestFirst.map(textOf)),
  };
}

/** Cause and remedy on one line. */
export function describeFailure(trace: string | undefined): string {
  const { cause, remedy } = connectorFailure(trace);
  return remedy === undefined ? cause : `${cause}; ${remedy}`;
}

interface JavaException {
  /** Without its package. */
  readonly name: string;
  /** On one line; empty where there is none. */
  readonly message: string;
}

/** The exceptions of a Java stack trace, outermost first. */
function exceptionsOf(trace: string): JavaException[] {
  // Frames and suppressed exceptions are indented by a tab, the lines of a message are not.
  const messages = trace.split("\n").filter((line) => !line.startsWith("\t"));
  return messages
    .join("\n")
    .split(/^Caused by: /m)
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map(exceptionOf);
}

function exceptionOf(text: string): JavaException {
  const [, name, message = ""] = /^(?:[\w$]+\.)*([\w$]+)(?::\s*([^]*))?$/.exec(text) ?? [];
  if (name === undefined) return { name: "", message: onOneLine(text) };
  return { name, message: onOneLine(message) };
}

function textOf(exception: JavaException | undefined): string {
  return [exception?.name, exception?.message].filter((part) => part).join(": ");
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
