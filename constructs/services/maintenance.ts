import { daysOfWeek } from "../../src/aiven/facts/days";
import type { MaintenanceWindow } from "./aiven-service";

/** When each service of a pipeline may be maintained. */
export interface StaggeredWindows {
  readonly postgres: MaintenanceWindow;
  readonly kafka: MaintenanceWindow;
  readonly kafkaConnect: MaintenanceWindow;
}

/**
 * Windows that never meet: PostgreSQL first, Kafka two days later, Kafka Connect two more. A
 * failover of PostgreSQL may lose the slot, which a connector that runs tells at once; and a window
 * that opens late in the evening still ends before the next day that has one.
 *
 * @param first PostgreSQL's window; by default Monday at 10:00 UTC, in working hours
 */
export function staggeredWindows(
  first: MaintenanceWindow = { dayOfWeek: "monday", time: "10:00:00" },
): StaggeredWindows {
  const after = (count: number): MaintenanceWindow => {
    const day = daysOfWeek[(daysOfWeek.indexOf(first.dayOfWeek) + count) % daysOfWeek.length];
    return { dayOfWeek: day ?? first.dayOfWeek, time: first.time };
  };
  return { postgres: first, kafka: after(2), kafkaConnect: after(4) };
}
