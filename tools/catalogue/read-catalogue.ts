import { randomPassword } from "../../src/base/random-password";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Catalogue, Property, PropertyType } from "../../src/debezium/properties/property";
import {
  type Described,
  isOfConnect,
  reportedProperty,
} from "../../src/debezium/properties/reported-properties";
import { type DebeziumVersion, postgresConnectorClass } from "../../src/debezium/versions";
import { engineVersions } from "../../src/rehearsal/cloud/engine-versions";
import { startConnect } from "../../src/rehearsal/engines/connect/connect";
import type { ConnectorConfig, ConnectRest, Validation } from "../../src/clients/connect-rest";
import { type EngineFiles, prepareEngines } from "../../src/rehearsal/engines/files";
import { startGuard } from "../../src/rehearsal/engines/guard";
import { startKafka } from "../../src/rehearsal/engines/kafka/kafka";

const run = promisify(execFile);

export interface ReadCatalogueOptions {
  readonly versions: readonly DebeziumVersion[];
  readonly enginesDir: string;
  readonly onProgress?: (message: string) => void;
  readonly signal?: AbortSignal;
}

export interface Plugin {
  /** What Kafka Connect itself reads of a source connector's configuration. */
  readonly connect: Catalogue;
  readonly connector: Catalogue;
  /** Names of the JDBC driver's properties. */
  readonly driver: readonly string[];
  /** What the plugin says against a configuration: property and message. */
  validate(config: ConnectorConfig): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Asks the real plugins, all of them in one Connect worker, and hands what they say to `use`. */
export async function withPlugins<T>(
  { versions, enginesDir, onProgress, signal }: ReadCatalogueOptions,
  use: (plugins: ReadonlyMap<DebeziumVersion, Plugin>) => Promise<T>,
): Promise<T> {
  const engines = new Map<DebeziumVersion, EngineFiles>();
  for (const version of versions) {
    const { kafka: kafkaVersion, debezium: debeziumVersion } = engineVersions({
      debezium: version,
    });
    engines.set(
      version,
      await prepareEngines({ dir: enginesDir, kafkaVersion, debeziumVersion, onProgress, signal }),
    );
  }
  const files = [...engines.values()][0];
  if (!files) throw new Error("a catalogue of which Debezium? `versions` is empty");
  const dir = await mkdtemp(join(tmpdir(), "aiven-cdc-catalogue-"));
  const guard = startGuard();
  try {
    const admin = { username: "catalogue", password: randomPassword() };
    const kafka = await startKafka({
      ...{ files, guard, superUser: admin, signal, dir: join(dir, "kafka"), nodes: 1 },
    });
    const connect = await startConnect({
      files,
      guard,
      dir: join(dir, "connect"),
      kafka: kafka.admin,
      admin,
      groupId: "catalogue",
      configTopic: "catalogue-config",
      offsetTopic: "catalogue-offsets",
      statusTopic: "catalogue-status",
      replicationFactor: 1,
      plugins: [...engines.values()].map(({ debezium }) => debezium),
      signal,
    });
    const plugins = new Map<DebeziumVersion, Plugin>();
    for (const [version, engine] of engines) {
      plugins.set(version, await readPlugin(connect.rest, version, engine, dir));
    }
    return await use(plugins);
  } finally {
    // Nothing of what they hold is worth an end in order.
    await guard.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Lists whose entries are checked, and what one might think of. */
const operations = ["c", "d", "m", "none", "r", "t", "u"];

const numeric = ["INT", "LONG", "SHORT", "DOUBLE"];

async function readPlugin(
  rest: ConnectRest,
  version: DebeziumVersion,
  files: EngineFiles,
  dir: string,
): Promise<Plugin> {
  const ask = async (config: ConnectorConfig) => {
    const exact = {
      "connector.plugin.version": `[${engineVersions({ debezium: version }).debezium}]`,
    };
    const { configs }: Validation = await rest.validate(postgresConnectorClass, {
      ...exact,
      ...config,
    });
    return configs as unknown as readonly Described[];
  };
  const validate = async (config: ConnectorConfig) =>
    new Map((await ask(config)).map(({ value }) => [value.name, value.errors]));

  const described = await ask({});
  const of = (test: (property: Described) => boolean, value: string) =>
    Object.fromEntries(described.filter(test).map(({ definition }) => [definition.name, value]));
  const nonsense = await validate(
    of(
      ({ definition, value }) =>
        definition.type === "STRING" &&
        definition.name !== "name" &&
        value.recommended_values.length === 0,
      "~nonsense~",
    ),
  );
  const numbers = (value: string) =>
    of(({ definition }) => numeric.includes(definition.type), value);
  const allowedOperations: string[] = [];
  for (const operation of operations) {
    const errors = await validate({ "skipped.operations": operation });
    if (errors.get("skipped.operations")?.length === 0) allowedOperations.push(operation);
  }

  const answers = {
    nonsense,
    minusOne: await validate(numbers("-1")),
    zero: await validate(numbers("0")),
    pastInt: await validate(numbers("2147483648")),
    operations: allowedOperations,
  };
  const part = (ofConnect: boolean): Catalogue =>
    Object.fromEntries(
      described
        .filter(({ definition }) => isOfConnect(definition) === ofConnect)
        .map((each) => [each.definition.name, reportedProperty(each, answers)]),
    );
  const { fields, driver } = await readFields(files, dir);
  const connector = { ...fields, ...part(false) };
  return {
    connect: part(true),
    connector,
    driver: driver.filter((name) => !(`database.${name}` in connector)),
    validate,
  };
}

/** Where the connector keeps what it reads, and the prefix under which it looks for it. */
const holders = {
  "io.debezium.config.CommonConnectorConfig": "",
  "io.debezium.connector.postgresql.PostgresConnectorConfig": "",
  "io.debezium.jdbc.JdbcConfiguration": "database.",
  "io.debezium.pipeline.signal.channels.FileSignalChannel": "",
  "io.debezium.pipeline.signal.channels.KafkaSignalChannel": "",
  "io.debezium.relational.RelationalDatabaseConnectorConfig": "",
  "io.debezium.schema.AbstractRegexTopicNamingStrategy": "",
  "io.debezium.schema.AbstractTopicNamingStrategy": "",
};

/** Declared for all relational databases and read by the connectors of others only. */
const ofOtherConnectors =
  /^database\.(include\.list|exclude\.list|whitelist|blacklist)$|^include\.schema\.changes$|^incremental\.snapshot\.allow\.schema\.changes$/;

/** A dump of both, compiled as it is started. */
const fieldReader = `
import java.io.File;
import java.lang.reflect.*;
import java.net.*;
import java.util.*;
import java.util.stream.*;

public class ReadFields {
  public static void main(String[] args) throws Exception {
    List<URL> jars = new ArrayList<>();
    for (File jar : new File(args[0]).listFiles()) jars.add(jar.toURI().toURL());
    ClassLoader loader = new URLClassLoader(jars.toArray(new URL[0]), ReadFields.class.getClassLoader());
    Class<?> type = loader.loadClass("io.debezium.config.Field");
    for (String holder : Arrays.asList(args).subList(1, args.length)) {
      Field[] fields;
      try { fields = loader.loadClass(holder).getDeclaredFields(); } catch (ClassNotFoundException e) { continue; }
      for (Field field : fields) {
        if (!Modifier.isStatic(field.getModifiers()) || field.getType() != type) continue;
        field.setAccessible(true);
        Object value = field.get(null);
        Collection<?> allowed = (Collection<?>) type.getMethod("allowedValues").invoke(value);
        System.out.println(String.join("\\t", "field", holder,
          String.valueOf(type.getMethod("name").invoke(value)),
          String.valueOf(type.getMethod("type").invoke(value)),
          String.valueOf(type.getMethod("defaultValueAsString").invoke(value)),
          allowed == null ? "" : allowed.stream().map(String::valueOf).sorted().collect(Collectors.joining(","))));
      }
    }
    for (Object property : loader.loadClass("org.postgresql.PGProperty").getEnumConstants())
      System.out.println("driver\\t" + property.getClass().getMethod("getName").invoke(property));
  }
}
`;

/** Not all that the connector reads is reported; what it declares in its classes is. */
async function readFields(
  { java, kafka, debezium }: EngineFiles,
  dir: string,
): Promise<{ fields: Catalogue; driver: readonly string[] }> {
  const program = join(dir, "ReadFields.java");
  await writeFile(program, fieldReader);
  const { stdout } = await run(
    java.command,
    [
      "-XX:TieredStopAtLevel=1",
      program,
      join(debezium, "debezium-connector-postgres"),
      ...Object.keys(holders),
    ],
    { env: { CLASSPATH: kafka.classPath } },
  );
  const rows = stdout.split("\n").map((line) => line.split("\t"));
  const fields: Record<string, Property> = {};
  for (const [kind, holder, name, type = "", byDefault, allowed] of rows) {
    if (kind !== "field") continue;
    const key = `${holders[holder as keyof typeof holders]}${name}`;
    if (ofOtherConnectors.test(key)) continue;
    fields[key] = {
      type: type.toLowerCase() as PropertyType,
      ...(byDefault !== "null" && { default: byDefault }),
      ...(allowed && { allowed: allowed.split(",") }),
      reported: false,
    };
  }
  const driver = rows.flatMap(([kind, name = ""]) => (kind === "driver" ? [name] : []));
  // Where to connect to is said in the connector's own words.
  return { fields, driver: driver.filter((name) => !/^PG/.test(name)).sort() };
}
