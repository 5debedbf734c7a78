import type { Rule } from "./rule";
import { serviceRules, type ServiceSubject } from "./service-rules";
import { versionRules } from "./version-rules";

export interface PostgresSubject extends ServiceSubject {
  readonly pgVersion: string;
}

export const postgresOwnRules: readonly Rule<PostgresSubject>[] = versionRules({
  of: "pg",
  title: "PostgreSQL",
  property: "pgVersion",
  name: "pg-version",
});

/** What must hold for `aiven_pg`. */
export const postgresRules: readonly Rule<PostgresSubject>[] = [
  ...serviceRules,
  ...postgresOwnRules,
];
