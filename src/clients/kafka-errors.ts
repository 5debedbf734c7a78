/** Whether the client's error, or one inside it, has this property. */
export function hasCause(error: unknown, property: string, value: unknown): boolean {
  const { findBy: find } = error as { findBy?: (property: string, value: unknown) => unknown };
  return Boolean(find?.call(error, property, value));
}

/** Why records cannot be read here, if that is what the error tells. */
export function unreadable(error: unknown): Error | undefined {
  if (!hasCause(error, "code", "PLT_KFK_UNSUPPORTED_COMPRESSION")) return undefined;
  return new Error(
    `records are compressed in a way that Node.js ${process.versions.node} cannot read ` +
      "(zstd needs 22.15 or later); use lz4, gzip or snappy",
    { cause: error },
  );
}
