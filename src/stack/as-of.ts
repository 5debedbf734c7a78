import { dayOf } from "../aiven/facts/days";

/** How a day is handed to the processes that a rehearsal starts or is started by. */
export const asOfVariable = "AIVEN_CDC_AS_OF";

/** The day that is written as 2022-09-01; undefined where the text is no day of the calendar. */
export function parseDay(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  // 2022-02-30 would be the 2nd of March.
  return Number.isNaN(day.getTime()) || dayOf(day) !== text ? undefined : day;
}
