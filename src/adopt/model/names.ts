/** A name that is free: the wanted one, else with the first number that makes it so. */
export function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let count = 2; isTaken(name); count++) name = `${wanted}_${count}`;
  return name;
}

/** The variable that a property of something becomes. */
export function variableName(...path: readonly string[]): string {
  return path
    .join("_")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^[^A-Za-z]+|_+$/g, "")
    .toLowerCase();
}
