/** The lines that one of the two has alone. */
export function differencesBetween(page: string, arrived: string): string[] {
  const [before, after] = [page.split("\n"), arrived.split("\n")];
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
}
