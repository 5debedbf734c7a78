/** Props that cannot work: every fault found, one a line, for the person who wrote them. */
export class InvalidPropsError extends Error {
  /**
   * @param path the construct's path in the tree
   * @param faults what is wrong, the value got, what is allowed, what to write instead
   */
  constructor(
    path: string,
    readonly faults: readonly string[],
  ) {
    super([`${path} can't be made as it is written:`, ...faults].join("\n  - "));
    this.name = "InvalidPropsError";
  }
}
