import { columns, unchanged } from "./columns";
import { composed } from "./composed";
import { numbers } from "./numbers";
import { others, ranges } from "./others";
import type { SampleGroup } from "./sample";
import { texts } from "./texts";
import { times } from "./times";

export const groups: readonly SampleGroup[] = [
  numbers,
  texts,
  times,
  composed,
  ranges,
  others,
  columns,
  unchanged,
];
