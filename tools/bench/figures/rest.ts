import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "../figure";
import { figure, type Measure } from "../measure";
import { takenBelow } from "../processes";
import { home } from "../../../src/base/project";
import { Rehearsal } from "./rehearsal";

const restMinutes = 10;
/** What the events of the demonstration leave to do: compilers, and the sync of files. */
const settlingMs = 30_000;
/** A rehearsal that only waits may take that much of one core. */
const mostOfCore = 0.05;

const cpuSeconds = (pid: number) =>
  new Map([...takenBelow(pid)].map(([name, taken]) => [name, taken.cpuSeconds]));

/** Once, whatever the number of pairs: ten minutes even out what a short run has by chance. */
const rest: Measure = {
  ids: ["rehearsal.rest"],
  bounded: [],
  async measure({ onProgress, signal }) {
    const rehearsal = new Rehearsal(home, signal);
    try {
      await rehearsal.until(/stays up/);
      await sleep(settlingMs, undefined, { signal });
      onProgress(`a rehearsal at rest, for ${restMinutes} minutes`);
      const before = cpuSeconds(rehearsal.pid);
      const began = performance.now();
      await sleep(restMinutes * 60_000, undefined, { signal });
      const after = cpuSeconds(rehearsal.pid);
      const seconds = (performance.now() - began) / 1_000;
      const taken = [...after].map(
        ([name, value]) => [name, value - (before.get(name) ?? 0)] as const,
      );
      const of = (id: string, name: string, value: number, bound?: Figure["bound"]) =>
        figure({
          id,
          title: `rehearsal at rest for ${restMinutes} minutes, CPU: ${name}`,
          unit: "s",
          baseline: { name: "5 % of one core", values: [mostOfCore * seconds] },
          ours: { name: "three brokers, one worker", values: [value] },
          bound,
        });
      const sum = taken.reduce((total, [, value]) => total + value, 0);
      return [
        of("rehearsal.rest", "all of it", sum, { atMost: 1 }),
        ...taken.map(([name, value]) =>
          of(`rehearsal.rest.${name.toLowerCase().replace(/ /g, "-")}`, name, value),
        ),
      ];
    } finally {
      await rehearsal.close();
    }
  },
};

export const restMeasures: readonly Measure[] = [rest];
