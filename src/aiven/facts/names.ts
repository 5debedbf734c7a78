import { hasControlCharacters, withoutControlCharacters } from "../../base/text/control-characters";
import { sanitizedTopicName } from "../../debezium/naming/topics";
import { requirement, suggestion } from "../rules/message";

/** How something is written, and what was probably meant where it is written otherwise. */
export interface Grammar {
  /** Completes "must …". */
  readonly description: string;
  holds(text: string): boolean;
  /** The nearest right spelling, if there is one. */
  correct(text: string): string | undefined;
}

/** The message if the text is not written so. */
export function grammarProblem(
  grammar: Grammar,
  property: string,
  text: string | undefined,
): string | undefined {
  if (text === undefined || grammar.holds(text)) return undefined;
  return requirement(property, grammar.description, text, suggestion(grammar.correct(text)));
}

function matching(pattern: RegExp, correct: (text: string) => string): Grammar {
  return grammar(`match ${pattern}`, (text) => pattern.test(text), correct);
}

function grammar(
  description: string,
  holds: (text: string) => boolean,
  correct: (text: string) => string,
): Grammar {
  return {
    description,
    holds,
    correct(text) {
      const corrected = correct(text);
      return holds(corrected) ? corrected : undefined;
    },
  };
}

/**
 * Aiven's API asks for "1-64 alphanumerical characters" and accepts lowercase letters, digits and dashes,
 * of which none comes first.
 */
export const serviceName = matching(/^[a-z0-9][a-z0-9-]{0,63}$/, (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64),
);

/** Of a replication slot (PostgreSQL's own rule) and of a publication that needs no quotes. */
export const postgresIdentifier = matching(/^[a-z0-9_]{1,63}$/, (text) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "_")
    .slice(0, 63),
);

const topicPattern = /^[a-zA-Z0-9._-]{1,249}$/;

export const topicName = grammar(
  `match ${topicPattern} and be neither "." nor ".."`,
  (text) => topicPattern.test(text) && text !== "." && text !== "..",
  (text) => (/^\.\.?$/.test(text) ? text : sanitizedTopicName(text)),
);

/**
 * Kafka Connect takes any text with something to see in it and no control characters. Its REST
 * interface has the name in the path, where a dot or two alone mean another path.
 */
export const connectorName = grammar(
  'be some text without control characters and be neither "." nor ".."',
  (text) => text.trim() !== "" && !hasControlCharacters(text) && text !== "." && text !== "..",
  (text) => withoutControlCharacters(text).trim(),
);

/** Bytes that leave room for what is added to a stack's name in the names of its files. */
const longestStackName = 200;

/** The name of a stack is that of a folder and part of that of its state file. */
export const stackName = grammar(
  `be a file name of at most ${longestStackName} bytes without control characters`,
  (text) =>
    text !== "." &&
    text !== ".." &&
    !hasControlCharacters(text) &&
    new TextEncoder().encode(text).length <= longestStackName,
  (text) => withoutControlCharacters(text).slice(0, longestStackName),
);

export const maintenanceTime = grammar(
  "be a time of day, HH:MM:SS",
  (text) => /^([01]\d|2[0-3])(:[0-5]\d){2}$/.test(text),
  (text) => {
    const [hours = "", minutes = "00", seconds = "00"] = text.trim().split(":");
    return [hours, minutes, seconds].map((part) => part.padStart(2, "0")).join(":");
  },
);

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** A VPC's id as Terraform has it; a bare uuid is completed with the project, where that is known. */
export function vpcId(project: string | undefined): Grammar {
  return grammar(
    "be project/uuid",
    (text) => new RegExp(`^[^/\\s]+/${uuid}$`, "i").test(text),
    (text) => (project === undefined ? text : `${project}/${text.trim()}`),
  );
}

/** The project that a VPC's id names. */
export function projectOfVpc(id: string): string | undefined {
  return vpcId(undefined).holds(id) ? id.split("/")[0] : undefined;
}

/**
 * A table with its schema. Debezium takes regular expressions, so that only what is surely no
 * schema and table is refused: a name alone, and a name with the database before it.
 */
export const qualifiedTable = grammar(
  "be named with their schema, schema.table",
  (text) => text.includes(".") && !/^\w+\.\w+\.\w+$/.test(text),
  (text) => {
    const parts = text.split(".");
    return parts.length === 1 ? `public.${text}` : parts.slice(-2).join(".");
  },
);
