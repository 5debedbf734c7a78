import { nearest } from "../../../base/nearest";
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
  type Versioned,
} from "../../facts/versions";

/** How many months before its end a version is warned of. */
const warnedMonths = 6;

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
    description: `The version of ${title} is one that Aiven has.`,
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
    description: `The version of ${title} is in this project's calendar: of a newer one it can tell nothing.`,
    check(subject, { asOf }) {
      const version = versionOf(subject);
      if (version === undefined || !isNewerThanCalendar(of, version)) return undefined;
      const harm = "whether Aiven has it is not known here";
      return recommendation(
        property,
        `be at most ${lifetimes[of].at(-1)?.version}`,
        version,
        harm,
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
    description: `Aiven lets a service with that version of ${title} be created on that day.`,
    check(subject, { asOf }) {
      const lifetime = lifetimeOf(of, versionOf(subject) ?? "");
      if (!lifetime || isCreatable(lifetime, asOf)) return undefined;
      const { version, creatableFrom, creatableUntil } = lifetime;
      const isOver = creatableUntil !== undefined && creatableUntil < dayOf(asOf);
      const when = isOver ? `until ${creatableUntil}` : `from ${creatableFrom} on`;
      const choice = alternatives(creatableVersions(of, asOf));
      const got = `be ${choice}, got "${version}", which can be had only ${when}`;
      const instead = newestCreatable(of, asOf);
      return `${property} must ${got}${instead === undefined ? "" : `; use "${instead}"`}`;
    },
  };

  const lasting: Rule<Subject> = {
    ...shared,
    name: `${name}-lasting`,
    severity: "warning",
    description: `The version of ${title} has more than ${warnedMonths} months before its end of life, when Aiven upgrades a service by itself.`,
    check(subject, { asOf }) {
      const { version, endOfLife } = lifetimeOf(of, versionOf(subject) ?? "") ?? {};
      if (version === undefined || endOfLife === undefined) return undefined;
      if (endOfLife < dayOf(asOf) || endOfLife > monthsAfter(asOf, warnedMonths)) return undefined;
      const newest = newestCreatable(of, asOf);
      const isOlder = newest !== undefined && compareVersions(version, newest) < 0;
      return recommendation(
        property,
        `have more than ${warnedMonths} months to live`,
        version,
        `its end of life is ${endOfLife}, when Aiven upgrades it by itself`,
        isOlder ? suggestion(newest) : { advice: "plan its upgrade" },
      );
    },
  };

  return of === "debezium" ? [known, newer, creatable] : [known, newer, creatable, lasting];
}

/** `3.1.0.Final` and `3.1` are meant as `3.1.0`, `v4.2` as `4.2`; what is outlived, as nothing. */
function meantVersion(of: Versioned, text: string, asOf: Date): string | undefined {
  const versions = creatableVersions(of, asOf);
  const isPart = (whole: string, part: string) => whole.startsWith(`${part}.`);
  const meant = versions.find((version) => isPart(version, text) || isPart(text, version));
  if (meant !== undefined) return meant;
  const isOutlived = compareVersions(text, lifetimes[of][0]?.version ?? "") < 0;
  return isOutlived ? undefined : nearest(text, versions);
}
