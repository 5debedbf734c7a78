import { text } from "node:stream/consumers";
import { debeziumVersions } from "../../src/debezium/versions";
import { enginesDir } from "../../src/rehearsal/home";
import { withPlugins } from "../../tools/catalogue/read-catalogue";

/** What the real plugins say, as JSON: a program of its own, for Jest loads no ES modules. */
export interface Said {
  readonly connect: object;
  readonly connector: object;
  readonly driver: readonly string[];
  /** For each configuration given, the properties that the plugin refuses. */
  readonly refused: readonly (readonly string[])[];
}

async function ask(): Promise<void> {
  const configs = JSON.parse(await text(process.stdin)) as Record<string, string>[];
  const said = await withPlugins({ versions: debeziumVersions, enginesDir }, async (plugins) => {
    const all: Record<string, Said> = {};
    for (const [version, { validate, ...plugin }] of plugins) {
      const refused: string[][] = [];
      for (const config of configs) {
        const errors = await validate(config);
        refused.push([...errors].flatMap(([name, { length }]) => (length > 0 ? [name] : [])));
      }
      all[version] = { ...plugin, refused };
    }
    return all;
  });
  process.stdout.write(JSON.stringify(said));
}

void ask();
