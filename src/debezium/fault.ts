export interface Fault {
  readonly property: string;
  readonly severity: "error" | "warning";
  readonly message: string;
}
