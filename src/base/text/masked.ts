/** A text for a person, with stars where a secret stood. */
export function masked(text: string, secrets: readonly string[]): string {
  // Longest first: of a secret that begins another one the rest would stay.
  return [...new Set(secrets)]
    .filter((secret) => secret !== "")
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, "***"), text);
}
