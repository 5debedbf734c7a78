export interface Violation {
  readonly property: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** The property that was meant, where the one written is none. */
  readonly write?: string;
}
