import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { catalogueSource, driverSource } from "../../../tools/catalogue/catalogue-source";
import type { Catalogue } from "../../debezium/properties/property";
import { debeziumVersions } from "../../debezium/versions";
import { enginesDir } from "../../rehearsal/home";
import { withPlugins } from "../../../tools/catalogue/read-catalogue";
import { Terminal } from "../rehearsal/terminal";
import { writeFormatted } from "../../../tools/write-formatted";
import { home } from "../../base/project";

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
          await write(`${version}.ts`, catalogueSource(connector, `Debezium ${version}`));
          await write(`${version}-driver.ts`, driverSource(driver));
          terminal.done(`Debezium ${version}: ${Object.keys(connector).length} properties`);
        }
        if (shared) await write("connect.ts", catalogueSource(shared, "Kafka Connect"));
      },
    );
  } finally {
    terminal.stop();
  }
}

function write(name: string, source: string): Promise<void> {
  return writeFormatted(join(folder, name), source);
}
