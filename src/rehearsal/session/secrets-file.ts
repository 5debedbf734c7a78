import { readFileSync } from "node:fs";
import { Misuse } from "../../base/user-error";

/** How the file is handed to the processes that a rehearsal starts or is started by. */
export const secretsVariable = "AIVEN_CDC_SECRETS";

/** What stands in for Vault, AWS and Azure: by a provider's name, then by `path:key`. */
export type SecretsFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

const shape = '{"<provider\'s name>": {"<path>:<key>": "<value>"}}';
const forInstance = 'for instance {"vault": {"secret/data/pg:password": "…"}}';

/** @throws Misuse for what is no such file; the message quotes nothing of it */
export function readSecretsFile(file: string): SecretsFile {
  const content = parsed(file, textOf(file));
  if (!isObject(content)) throw misshapen(file, "it holds no object");
  for (const provider of Object.values(content)) {
    if (!isObject(provider)) throw misshapen(file, "a provider's value is no object");
    for (const [name, value] of Object.entries(provider)) {
      if (!/^[^:]+:./.test(name)) throw misshapen(file, "a secret's name is not <path>:<key>");
      if (typeof value !== "string" || value === "") {
        throw misshapen(file, "a secret's value is no text, or an empty one");
      }
    }
  }
  return content as SecretsFile;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === "ENOENT"
        ? "is not there"
        : code === "EISDIR"
          ? "is a folder"
          : "may not be read by this user";
    throw new Misuse(
      `The file of secrets ${file} ${why}; name a JSON file with --secrets (or ${secretsVariable}), ${forInstance}`,
    );
  }
}

/** What JSON.parse complains of quotes the text, which is secret. */
function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Misuse(
      `The file of secrets ${file} is not JSON; write it as ${shape}, ${forInstance}`,
    );
  }
}

function misshapen(file: string, what: string): Misuse {
  return new Misuse(
    `The file of secrets ${file} has not the shape ${shape}: ${what}; ${forInstance}`,
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
