import picocolors from "picocolors";

/**
 * Colours for a stream, where a person sees them: not in a log of CI's, which picocolors takes for a
 * terminal. `NO_COLOR` and `FORCE_COLOR` outrank what is found.
 */
export function colorsFor(stream: { readonly isTTY?: boolean }) {
  const { NO_COLOR: without, FORCE_COLOR: forced, TERM: terminal } = process.env;
  if (without) return picocolors.createColors(false);
  if (forced) return picocolors.createColors(forced !== "0");
  return picocolors.createColors(stream.isTTY === true && terminal !== "dumb");
}

/** Of standard output. */
export const colors = colorsFor(process.stdout);
