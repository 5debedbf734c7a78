import type { MeasureOptions } from "../measure";
import { prepareStockApp } from "../stock-app";

let prepared: Promise<void> | undefined;

/** Prepares the stock app, once for all figures that it is the baseline of. */
export function stockApp({ onProgress, signal }: MeasureOptions): Promise<void> {
  if (prepared === undefined) {
    onProgress("the stock app: its bindings, and that its JSON equals ours");
    prepared = prepareStockApp(signal);
  }
  return prepared;
}
