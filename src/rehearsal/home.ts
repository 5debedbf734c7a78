import { join } from "node:path";

/** The project's folder: the launcher names it, tests run in it. */
export const home = process.env.AIVEN_CDC_HOME ?? process.cwd();

/** Programs fetched once; wiping the folder costs the next rehearsal a minute. */
export const enginesDir = join(home, ".rehearsal", "engines");

/** One rehearsal's data, state and sockets, gone with it. */
export const runDir = process.env.AIVEN_CDC_RUN_DIR ?? join(home, ".rehearsal", "run");

export { UserError } from "./engines/errors";
