/** One figure of the bench: ours against a baseline, run in turn. */
export interface Figure {
  /** "stream.snapshot" … */
  readonly id: string;
  /** What was measured, as in the table's row. */
  readonly title: string;
  readonly unit: string;
  readonly baseline: { readonly name: string; readonly values: readonly number[] };
  readonly ours: { readonly name: string; readonly values: readonly number[] };
  /** ours / baseline, of each pair. */
  readonly ratios: readonly number[];
  /** What the ratio must keep to, checked by the short form in CI. */
  readonly bound?: { readonly atMost?: number; readonly atLeast?: number };
}
