import { hasControlCharacters, withoutControlCharacters } from "../../base/text/control-characters";
import { requirement, suggestion } from "./message";
import type { Rule } from "./rule";

/** One name, whatever it names. */
export interface NameSubject {
  /** The argument with the name: `service_name`, `config["database.dbname"]`. */
  readonly argument: string;
  readonly name: string;
}

const controlCharacters: Rule<NameSubject> = {
  name: "name-control-characters",
  severity: "error",
  refusedByAiven: true,
  description:
    "A name has no control characters (Unicode's category Cc) and no line or paragraph separators: in SQL, logs and file names they end the line that the name is part of.",
  source:
    "Unicode, general category Cc, U+2028 and U+2029; psql, which reads a command from each line",
  property: "name",
  check({ argument = "name", name }) {
    if (name === undefined || !hasControlCharacters(name)) return undefined;
    const without = withoutControlCharacters(name).trim();
    return requirement(
      argument,
      "have no control characters",
      name,
      suggestion(without || undefined),
    );
  },
};

/** What must hold for the name of anything: a service, a topic, a user, a database, a table. */
export const nameRules: readonly Rule<NameSubject>[] = [controlCharacters];
