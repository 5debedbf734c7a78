import { join } from "node:path";
import { home } from "../base/project";

/** Programs fetched once; wiping the folder costs the next rehearsal a minute. */
export const enginesDir = join(home, ".rehearsal", "engines");

/** One rehearsal's data, state and sockets, gone with it. */
export const runDir = process.env.AIVEN_CDC_RUN_DIR ?? join(home, ".rehearsal", "run");
