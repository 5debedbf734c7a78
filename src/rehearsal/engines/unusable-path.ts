import { delimiter } from "node:path";
import { CannotRun } from "../../base/user-error";

/** Characters that an engine reads as the end of a path, with no way to escape them. */
const unusable: Readonly<Record<string, string>> = {
  [delimiter]: "Java separates the entries of a class path with it",
  ",": "Kafka and Kafka Connect separate folders with it",
  "\n": "no line of a configuration file can hold it",
  "\r": "no line of a configuration file can hold it",
};

/** @throws UserError if engines cannot run in the folder, because of its name */
export function mustBeUsable(folder: string): void {
  for (const [character, why] of Object.entries(unusable)) {
    if (!folder.includes(character)) continue;
    throw new CannotRun(
      `Engines cannot run in the folder ${JSON.stringify(folder)}: its path contains ` +
        `${JSON.stringify(character)}, and ${why}; move the project to a path without it`,
    );
  }
}
