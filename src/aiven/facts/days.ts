/** A calendar day, `2026-11-23`: days in this form compare as they follow one another. */
export type Day = `${number}-${number}-${number}`;

/** As Aiven spells them (Terraform: `maintenance_window_dow`). */
export const daysOfWeek = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

export type DayOfWeek = (typeof daysOfWeek)[number];

/** The day in UTC, as Aiven's calendar counts. */
export function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}

/** The same day so many months later; the last of that month where it has no such day. */
export function monthsAfter(date: Date, months: number): Day {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth))));
}
