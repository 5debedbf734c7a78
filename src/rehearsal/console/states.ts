import { rowId } from "../../diagram/drawing";
import type { Parts } from "../../diagram/parts";
import type { Connector, Service } from "../cloud/services";
import type { Health } from "../watch/health";

/** How a part of the drawing is. */
export interface PartState {
  /** Its id in the drawing. */
  readonly id: string;
  /** What is wrong with it, a line each; none where all is well. */
  readonly problems: readonly string[];
}

/** @returns for each part of the drawing that can be judged, by the health of what it stands for */
export function statesOf(health: readonly Health[], parts: Parts): PartState[] {
  const problems = new Map<string, string[]>();
  for (const each of health) {
    for (const id of idsOf(each, parts)) {
      const known = problems.get(id) ?? [];
      if (each.problem !== undefined) known.push(`${each.part} ${each.problem}`);
      problems.set(id, known);
    }
  }
  return [...problems].map(([id, lines]) => ({ id, problems: lines }));
}

function idsOf({ owner, slot }: Health, parts: Parts): string[] {
  if (isService(owner)) {
    const isOwn = (each: Parts["services"][number]) =>
      each.name === owner.name && each.type === owner.type;
    return parts.services.filter(isOwn).map(({ id }) => id);
  }
  const own = parts.connectors.filter(({ name }) => name === owner.name);
  if (slot === undefined) return own.map(({ id }) => id);
  return own.flatMap(({ database }) =>
    database === undefined ? [] : [rowId.slot(database, slot)],
  );
}

function isService(owner: Service | Connector): owner is Service {
  return "type" in owner;
}
