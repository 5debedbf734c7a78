import { type Day, dayOf } from "./days";

/** When a version can be had. Both ends belong to it. */
export interface Lifetime {
  readonly version: string;
  /** Aiven has announced it and not published the day from which it offers it. */
  readonly announced?: boolean;
  /** @default - before anything that this project knows of */
  readonly creatableFrom?: Day;
  /** @default - still */
  readonly creatableUntil?: Day;
  /** The last day of support; then Aiven upgrades a service by itself. @default - none announced */
  readonly endOfLife?: Day;
}

export type Versioned = "kafka" | "pg" | "debezium";

/** Major versions of PostgreSQL that can be had now, for an editor to complete. */
export type PostgresVersion = "15" | "16" | "17" | "18";

/** Versions of Kafka that can be had now, for an editor to complete. */
export type KafkaVersion = "3.9" | "4.2";

const eolPage = "https://aiven.io/docs/platform/reference/eol-for-major-versions";

/** Where each calendar is from. */
export const calendarSources: Readonly<Record<Versioned, string>> = {
  kafka: eolPage,
  pg: eolPage,
  debezium:
    "https://aiven.io/docs/products/kafka/kafka-connect/howto/manage-connector-versions; a day on which Aiven began to offer a version is not published, Debezium's own release stands for it; what is announced is in Aiven's documentation to come, https://github.com/aiven/aiven-docs/pull/1817",
};

/**
 * Aiven's calendars, each from the oldest to the newest version. Of Kafka 4.1 and 4.2 only the ends
 * are known; their beginnings follow from Aiven's policy that a version lives for one year.
 */
export const lifetimes: Readonly<Record<Versioned, readonly Lifetime[]>> = {
  kafka: [
    lifetime("3.0", "2021-11-22", "2022-07-04", "2022-11-22"),
    lifetime("3.1", "2022-02-14", "2022-10-26", "2023-02-14"),
    lifetime("3.2", "2022-06-21", "2023-03-28", "2023-06-27"),
    lifetime("3.3", "2022-12-23", "2023-09-12", "2023-12-12"),
    lifetime("3.4", "2023-05-09", "2024-02-13", "2024-05-13"),
    lifetime("3.5", "2023-07-31", "2024-03-30", "2024-07-31"),
    lifetime("3.6", "2023-10-18", "2024-09-01", "2024-10-18"),
    lifetime("3.7", "2024-04-17", "2025-01-17", "2025-04-17"),
    lifetime("3.8", "2024-09-06", "2026-06-03", "2026-09-30"),
    lifetime("3.9", "2025-03-20", "2027-06-30", "2027-09-30"),
    lifetime("4.0", "2025-09-18", "2026-06-18", "2026-09-18"),
    lifetime("4.1", "2026-01-31", "2026-09-10", "2027-01-31"),
    lifetime("4.2", "2026-06-15", "2027-03-15", "2027-06-15"),
  ],
  pg: [
    lifetime("10", "2017-01-14", "2022-05-10", "2022-11-10"),
    lifetime("11", "2017-03-06", "2023-05-09", "2023-11-09"),
    lifetime("12", "2019-11-18", "2024-05-14", "2024-11-14"),
    lifetime("13", "2021-02-15", "2025-05-13", "2025-11-13"),
    lifetime("14", "2021-11-11", "2026-05-12", "2026-11-12"),
    lifetime("15", "2022-12-12", "2027-05-12", "2027-11-11"),
    lifetime("16", "2024-01-09", "2028-05-09", "2028-11-09"),
    lifetime("17", "2024-12-09", "2029-05-08", "2029-11-08"),
    lifetime("18", "2025-09-25", "2030-05-07", "2030-11-07"),
  ],
  debezium: [
    // the last of 1.9 stands for all of them: its catalogue and its plugin are what there is
    { version: "1.9.7" },
    { version: "2.5.0", creatableFrom: "2023-12-21" },
    { version: "2.7.4", creatableFrom: "2024-12-11" },
    { version: "3.1.0", creatableFrom: "2025-04-02" },
    { version: "3.5.2", announced: true },
  ],
};

function lifetime(version: string, from: Day, until: Day, end: Day): Lifetime {
  return { version, creatableFrom: from, creatableUntil: until, endOfLife: end };
}

export function lifetimeOf(what: Versioned, version: string): Lifetime | undefined {
  return lifetimes[what].find((each) => each.version === version);
}

export function isCreatable(
  { announced = false, creatableFrom = "0000-01-01", creatableUntil = "9999-12-31" }: Lifetime,
  asOf: Date,
): boolean {
  const day = dayOf(asOf);
  return !announced && creatableFrom <= day && day <= creatableUntil;
}

/** The versions that can be had that day, from the oldest to the newest. */
export function creatableVersions(what: Versioned, asOf: Date): readonly string[] {
  return lifetimes[what].filter((each) => isCreatable(each, asOf)).map(({ version }) => version);
}

/** What Aiven makes that day where no version is asked for; undefined after the calendar's end. */
export function newestCreatable(what: Versioned, asOf: Date): string | undefined {
  return creatableVersions(what, asOf).at(-1);
}

/** The Debezium that Kafka Connect runs that day where its version is not pinned. */
export function defaultDebezium(asOf: Date): string {
  return newestCreatable("debezium", asOf) ?? "1.9.7";
}

/** Below zero if the first is the older one; by number, so that 3.10 follows 3.9. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number)) as [
    number[],
    number[],
  ];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newest of which the calendar has the days. */
export function newestDated(what: Versioned): string {
  return lifetimes[what].filter(({ announced }) => !announced).at(-1)?.version ?? "";
}

/** Whether it has the form of a version and follows the last one that the calendar has days of. */
export function isNewerThanCalendar(what: Versioned, version: string): boolean {
  const newest = newestDated(what);
  const hasForm = /^\d+(\.\d+)*$/.test(version);
  return hasForm && depth(version) === depth(newest) && compareVersions(version, newest) > 0;
}

function depth(version: string): number {
  return version.split(".").length;
}
