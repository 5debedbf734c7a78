import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { debeziumVersions } from "../../src/debezium/versions";
import { engineVersions } from "../../src/rehearsal/cloud/engine-versions";
import { prepareEngines } from "../../src/rehearsal/engines/files";
import { enginesDir } from "../../src/rehearsal/home";

const run = promisify(execFile);

/** Compiled as it is started. Debezium 2.0 brought strategies for what selectors did before. */
const namer = `
import io.debezium.relational.TableId;
import java.io.PrintStream;
import java.util.Properties;

public class Topics {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    for (int i = 0; i < args.length; i += 2)
      out.println("topic " + topicOf(new TableId("db", unhex(args[i]), unhex(args[i + 1]))));
  }

  static String topicOf(TableId table) throws Exception {
    try {
      Properties config = new Properties();
      config.setProperty("topic.prefix", "shop");
      Object strategy = Class.forName("io.debezium.schema.SchemaTopicNamingStrategy")
        .getConstructor(Properties.class).newInstance(config);
      return (String) strategy.getClass()
        .getMethod("dataChangeTopic", Class.forName("io.debezium.spi.schema.DataCollectionId"))
        .invoke(strategy, table);
    } catch (ClassNotFoundException before2) {
      return io.debezium.schema.TopicSelector.<TableId>defaultSelector("shop", "beats", ".",
        (id, prefix, delimiter) -> String.join(delimiter, prefix, id.schema(), id.table())).topicNameFor(table);
    }
  }

  static String unhex(String hex) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 4) text.append((char) Integer.parseInt(hex.substring(i, i + 4), 16));
    return text.toString();
  }
}
`;

/** What the real plugins call the topics of tables, as JSON: a program of its own, as ask-plugins. */
async function ask(): Promise<void> {
  const tables = JSON.parse(await text(process.stdin)) as [schema: string, table: string][];
  const dir = await mkdtemp(join(tmpdir(), "aiven-cdc-topics-"));
  const said: Record<string, string[]> = {};
  try {
    const program = join(dir, "Topics.java");
    await writeFile(program, namer);
    for (const version of debeziumVersions) {
      const { kafka: kafkaVersion, debezium: debeziumVersion } = engineVersions({
        debezium: version,
      });
      const files = await prepareEngines({ dir: enginesDir, kafkaVersion, debeziumVersion });
      const jars = join(files.debezium, "debezium-connector-postgres", "*");
      const { stdout } = await run(
        files.java.command,
        ["-XX:TieredStopAtLevel=1", program, ...tables.flat().map(hex)],
        { env: { CLASSPATH: `${jars}:${files.kafka.classPath}` } },
      );
      const lines = stdout.split("\n").filter((line) => line.startsWith("topic "));
      said[version] = lines.map((line) => line.slice("topic ".length));
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
  process.stdout.write(JSON.stringify(said));
}

/** A command line has the locale's encoding. */
function hex(name: string): string {
  return [...Array(name.length).keys()]
    .map((at) => name.charCodeAt(at).toString(16).padStart(4, "0"))
    .join("");
}

void ask();
