import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where this program's own files lie: the launcher names it, tests run in it. */
export const home = process.env.AIVEN_CDC_HOME ?? process.cwd();

/** The project that it works for. In a clone, that is the clone. */
export const project = process.env.AIVEN_CDC_PROJECT ?? home;

/** Whether this is the package, compiled, rather than a clone. */
export const isPackage = existsSync(join(home, "program"));
