import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { catalogueSource } from "../debezium/catalogue-source";
import type { Catalogue } from "../debezium/property";
import { debeziumVersions } from "../debezium/versions";
import { enginesDir, home } from "../rehearsal/home";
import { withPlugins } from "../rehearsal/read-catalogue";
import { Terminal } from "./terminal";
import { writeFormatted } from "./write-formatted";

const folder = join(home, "src", "debezium", "catalogue");

/** `cdc catalogue`: takes the connector's properties from the connector itself, for each version. */
export async function catalogue(): Promise<void> {
  const terminal = new Terminal();
  terminal.doing("asking the connectors for their properties");
  try {
    await withPlugins(
      { versions: debeziumVersions, enginesDir, onProgress: (message) => terminal.done(message) },
      async (plugins) => {
        let shared: Catalogue | undefined;
        for (const [version, { connect, connector, driver }] of plugins) {
          shared ??= connect;
          if (!isDeepStrictEqual(connect, shared)) {
            throw new Error(
              `Connect's own properties differ from one Debezium to another: ${version}`,
            );
          }
          await write(`${version}.ts`, catalogueSource(connector, driver));
          terminal.done(`Debezium ${version}: ${Object.keys(connector).length} properties`);
        }
        if (shared) await write("connect.ts", catalogueSource(shared));
      },
    );
  } finally {
    terminal.stop();
  }
}

function write(name: string, source: string): Promise<void> {
  return writeFormatted(join(folder, name), source);
}
