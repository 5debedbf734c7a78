/** How far something long has come. */
export interface Step {
  /** What is done, with its name: "fetching Kafka and Kafka Connect 4.2.2". */
  readonly what: string;
  readonly done: number;
  readonly of: number;
  /** "MB", "services". */
  readonly unit: string;
}

export type OnStep = (step: Step) => void;

/** A step in words, as far as it has come. */
export function stepText({ what, done, of, unit }: Step): string {
  return `${what}: ${Math.floor(done)} of ${Math.ceil(of)} ${unit}`;
}

/** For places where nothing can be overwritten: a line at each quarter but the last, which others report. */
export function linesOfSteps(onLine: (line: string) => void): OnStep {
  const said = new Map<string, number>();
  return (step) => {
    const quarter = step.of > 0 ? Math.floor((4 * step.done) / step.of) : 4;
    const before = said.get(step.what) ?? 0;
    said.set(step.what, quarter);
    if (quarter > before && quarter < 4) onLine(stepText(step));
  };
}
