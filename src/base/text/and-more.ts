/** A longer list of lines that say much the same is put as one. */
export const mostLines = 20;

/** `a`, or `a and 3 more`: names beyond those that are shown are counted. */
export function andMore(names: readonly string[], shown = 1): string {
  const first = names.slice(0, shown).join(", ");
  return names.length > shown ? `${first} and ${names.length - shown} more` : first;
}
