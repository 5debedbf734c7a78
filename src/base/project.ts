/** The project's folder: the launcher names it, tests run in it. */
export const home = process.env.AIVEN_CDC_HOME ?? process.cwd();
