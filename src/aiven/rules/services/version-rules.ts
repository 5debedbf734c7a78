import { nearest } from "../../../base/text/nearest";
import { monthsAfter, dayOf } from "../../facts/days";
import { alternatives, requirement, recommendation, suggestion } from "../message";
import type { Rule } from "../rule";
import {
  calendarSources,
  compareVersions,
  creatableVersions,
  isCreatable,
  isNewerThanCalendar,
  lifetimeOf,
  lifetimes,
  newestCreatable,
  newestDated,
  type Versioned,
} from "../../facts/versions";

/** Months before its end of life from which on a version is noted, then warned of. */
const notedMonths = 6;
const warnedMonths = 1;

interface VersionRulesOptions<Property extends string> {
  readonly of: Versioned;
  /** As people call it: "Kafka". */
  readonly title: string;
  readonly property: Property;
  /** What the names of the rules begin with. */
  readonly name: string;
}

/** The rules on a version that a subject may ask for. */
export function versionRules<Property extends string>(
  options: VersionRulesOptions<Property>,
): Rule<Readonly<Record<Property, string>>>[] {
  type Subject = Readonly<Record<Property, string>>;
  const { of, title, property, name } = options;
  const shared = { property, source: calendarSources[of] };
  const versionOf = (subject: Partial<Subject>): string | undefined => subject[property];

  const known: Rule<Subject> = {
    ...shared,
    name: `${name}-known`,
    severity: "error",
    refusedByAiven: true,
    description: `The version of ${title} is one that Aiven has offered.`,
    check(subject, { asOf }) {
      const version = versionOf(subject);
      if (version === undefined || lifetimeOf(of, version)) return undefined;
      if (isNewerThanCalendar(of, version)) return undefined;
      const meant = meantVersion(of, version, asOf) ?? newestCreatable(of, asOf);
      return requirement(
        property,
        `be ${alternatives(creatableVersions(of, asOf))}`,
        version,
        suggestion(meant),
      );
    },
  };

  const newer: Rule<Subject> = {
    ...shared,
    name: `${name}-newer`,
    severity: "warning",
    description: `The version of ${title} is in this project's calendar: a newer one is unchecked, and apply fails if Aiven does not offer it.`,
    check(subject, { asOf }) {
      const version = versionOf(subject);
      if (version === undefined || !isNewerThanCalendar(of, version)) return undefined;
      const isAnnounced = lifetimeOf(of, version)?.announced ?? false;
      return recommendation(
        property,
        `be at most ${newestDated(of)}, the newest that ${isAnnounced ? "Aiven is known to offer" : "this project knows"}`,
        version,
        isAnnounced
          ? "Aiven has announced it without a day, and apply fails until that has come"
          : "apply fails if Aiven does not offer it",
        suggestion(newestCreatable(of, asOf)),
      );
    },
  };

  const creatable: Rule<Subject> = {
    ...shared,
    name: `${name}-creatable`,
    severity: "error",
    refusedByAiven: true,
    onlyAtCreation: true,
    description: `Aiven creates services with that version of ${title} on that day.`,
    check(subject, { asOf }) {
      const lifetime = lifetimeOf(of, versionOf(subject) ?? "");
      // an announced one may be there by now: the day is not known, so that is a warning
      if (!lifetime || lifetime.announced || isCreatable(lifetime, asOf)) return undefined;
      const { version, creatableFrom, creatableUntil } = lifetime;
      const isOver = creatableUntil !== undefined && creatableUntil < dayOf(asOf);
      const when = isOver ? `offered until ${creatableUntil}` : `offers from ${creatableFrom} on`;
      const newest = newestCreatable(of, asOf);
      if (newest === undefined) {
        return `${property} must be newer than "${version}", which Aiven ${when}; look it up in ${calendarSources[of]}`;
      }
      const choice = alternatives(creatableVersions(of, asOf));
      return `${property} must be ${choice}, got "${version}", which Aiven ${when}; use "${newest}"`;
    },
  };

  const endOfLife = (subject: Partial<Subject>, asOf: Date, months: number) => {
    const { version, endOfLife: end } = lifetimeOf(of, versionOf(subject) ?? "") ?? {};
    if (version === undefined || end === undefined || end < dayOf(asOf)) return undefined;
    if (end > monthsAfter(asOf, months)) return undefined;
    const newest = newestCreatable(of, asOf);
    const isOlder = newest !== undefined && compareVersions(version, newest) < 0;
    return recommendation(
      property,
      `be more than ${months} ${months === 1 ? "month" : "months"} before its end of life`,
      version,
      `on ${end} Aiven upgrades the service by itself`,
      isOlder ? suggestion(newest) : { advice: "plan the upgrade" },
    );
  };

  const lasting: Rule<Subject> = {
    ...shared,
    name: `${name}-lasting`,
    severity: "note",
    description: `The version of ${title} is more than ${notedMonths} months before its end of life, when Aiven upgrades the service by itself.`,
    check(subject, { asOf }) {
      if (endOfLife(subject, asOf, warnedMonths) !== undefined) return undefined;
      return endOfLife(subject, asOf, notedMonths);
    },
  };

  const ending: Rule<Subject> = {
    ...shared,
    name: `${name}-ending`,
    severity: "warning",
    description: `The version of ${title} is more than ${warnedMonths} month before its end of life, when Aiven upgrades the service by itself.`,
    check: (subject, { asOf }) => endOfLife(subject, asOf, warnedMonths),
  };

  return of === "debezium" ? [known, newer, creatable] : [known, newer, creatable, lasting, ending];
}

/** `3.1.0` for `3.1.0.Final` and `3.1`, `4.2` for `v4.2`; none for a version before the calendar. */
function meantVersion(of: Versioned, text: string, asOf: Date): string | undefined {
  const versions = creatableVersions(of, asOf);
  const isPart = (whole: string, part: string) => whole.startsWith(`${part}.`);
  const meant = versions.find((version) => isPart(version, text) || isPart(text, version));
  if (meant !== undefined) return meant;
  const isOutlived = compareVersions(text, lifetimes[of][0]?.version ?? "") < 0;
  return isOutlived ? undefined : nearest(text, versions);
}
