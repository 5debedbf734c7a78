import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { secretReferences } from "../../../aiven/secret-references";

type Config = Readonly<Record<string, unknown>>;

/** Properties whose value names a file, in the connectors, converters and clients of Kafka Connect. */
const fileProperty =
  /(^|[._-])(file|filename|files|path|paths|location|locations|dir|directory|folder|keystore|truststore|sslrootcert|sslcert|sslkey)$/i;

/** Aiven's own folder of certificates, which its connectors may refer to. */
const aivensKeys = "/run/aiven/keys/";

/**
 * Why a connector's configuration is refused: its worker runs as the user of this machine, and so a
 * file that it names is that user's. Aiven's workers are machines of their own.
 */
export function fileProblem(config: Config): string | undefined {
  const refused = fileViolations(config);
  return refused.length > 0 ? refused.map(({ message }) => message).join("; ") : undefined;
}

/** The same, property by property. */
export function fileViolations(config: Config): { property: string; message: string }[] {
  return Object.entries(config).flatMap(([property, value]) => {
    if (/(^|\.)config\.providers(\.|$)/.test(property)) {
      return [
        { property, message: `${property} is refused: a connector brings no config providers` },
      ];
    }
    if (typeof value !== "string") return [];
    const reference = secretReferences(value).find(({ path }) => isOutside(path));
    if (reference) {
      return [
        {
          property,
          message: `${property} refers to a secret by a path that a rehearsal refuses, got ${JSON.stringify(reference.text)}; refer to it by a relative path without ".."`,
        },
      ];
    }
    if (!leavesFolder(property, value)) return [];
    return [
      {
        property,
        message: `${property} names a file outside the worker's folder, which a rehearsal refuses, got ${JSON.stringify(value)}; name a file by a relative path`,
      },
    ];
  });
}

function leavesFolder(property: string, value: string): boolean {
  const path = value.trim().replace(/^file:(\/\/)?/i, "");
  if (path.startsWith(aivensKeys) && !hasStepUp(path)) return false;
  const isUrl = path !== value.trim();
  if (fileProperty.test(property)) return isUrl || isOutside(path);
  // a password may begin with a slash: only what could be a file of this machine is one
  return isUrl || (isAbsolute(path) && path.length > 1 && isHere(path));
}

function isOutside(path: string): boolean {
  return isAbsolute(path) || hasStepUp(path);
}

function isAbsolute(path: string): boolean {
  return /^([/\\]|[A-Za-z]:[/\\])/.test(path);
}

function hasStepUp(path: string): boolean {
  return path.split(/[/\\]/).includes("..");
}

function isHere(path: string): boolean {
  if (path.includes("\0")) return true;
  return existsSync(path) || (dirname(path) !== "/" && existsSync(dirname(path)));
}
