import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strToU8, type Zippable, zipSync } from "fflate";

const connect = "org.apache.kafka.connect";
const sourceConnector = `${connect}.source.SourceConnector`;

/** That of Debezium 1.9 does not load in a Connect of today. */
const cloudEvents = "io.debezium.converters.CloudEventsConverter";

/** What Debezium has for Kafka Connect, under the interfaces that its later versions list it by. */
const implementations: Readonly<Record<string, readonly string[]>> = {
  [sourceConnector]: ["io.debezium.connector.postgresql.PostgresConnector"],
  [`${connect}.transforms.Transformation`]: [
    "io.debezium.connector.postgresql.transforms.timescaledb.TimescaleDb",
    "io.debezium.transforms.ByLogicalTableRouter",
    "io.debezium.transforms.ExtractChangedRecordState",
    "io.debezium.transforms.ExtractNewRecordState",
    "io.debezium.transforms.ExtractSchemaToNewRecord",
    "io.debezium.transforms.HeaderToValue",
    "io.debezium.transforms.SchemaChangeEventFilter",
    "io.debezium.transforms.TimezoneConverter",
    "io.debezium.transforms.outbox.EventRouter",
    "io.debezium.transforms.partitions.PartitionRouting",
    "io.debezium.transforms.tracing.ActivateTracingSpan",
  ],
  [`${connect}.storage.Converter`]: [
    "io.debezium.converters.BinaryDataConverter",
    "io.debezium.converters.ByteArrayConverter",
    "io.debezium.converters.ByteBufferConverter",
    cloudEvents,
  ],
  [`${connect}.storage.HeaderConverter`]: [
    "io.debezium.converters.BinaryDataConverter",
    "io.debezium.converters.ByteArrayConverter",
    "io.debezium.converters.ByteBufferConverter",
  ],
};

export const serviceManifestJar = "rehearsal-service-manifest.jar";

/**
 * Gives a Debezium of before 2.7 the service manifest that it lacks. Without one Connect finds it
 * only by looking into every class of every jar: 8 s and more, and more than a lean heap. A manifest
 * with other content is replaced.
 *
 * @param folder of the plugin: its jars
 */
export async function ensureServiceManifest(folder: string): Promise<void> {
  const manifest = join(folder, serviceManifestJar);
  const jars = (await readdir(folder)).filter((name) => /^debezium-.*\.jar$/.test(name));
  // A jar lists the names of its files uncompressed, only their content is compressed.
  const contents = await Promise.all(jars.map((name) => readFile(join(folder, name))));
  const holds = (path: string) => contents.some((content) => content.includes(path));
  if (holds(`META-INF/services/${sourceConnector}`)) {
    await rm(manifest, { force: true });
    return;
  }
  const loads = (name: string) =>
    holds(`${name.replaceAll(".", "/")}.class`) &&
    (name !== cloudEvents || holds("io/debezium/converters/recordandmetadata/"));
  const services = Object.entries(implementations).map(([service, names]) => [
    service,
    names.filter(loads),
  ]);
  await writeManifest(manifest, Object.fromEntries(services) as Services);
}

/** Apicurio's converters come without one, too. */
export async function ensureConverterManifest(folder: string): Promise<void> {
  await writeManifest(join(folder, serviceManifestJar), {
    [`${connect}.storage.Converter`]: [apicurioAvroConverter],
  });
}

export const apicurioAvroConverter = "io.apicurio.registry.utils.converter.AvroConverter";

/** Classes, by the interfaces that they implement. */
type Services = Readonly<Record<string, readonly string[]>>;

async function writeManifest(manifest: string, services: Services): Promise<void> {
  const files = Object.entries(services).map(([service, names]) => [
    `META-INF/services/${service}`,
    strToU8(names.join("\n")),
  ]);
  const content = jar(Object.fromEntries(files) as Zippable);
  const present = await readFile(manifest).catch(() => undefined);
  if (present?.equals(content)) return;
  // Written aside: another rehearsal may write it at the same time.
  const aside = `${manifest}.${randomUUID()}`;
  await writeFile(aside, content);
  await rename(aside, manifest);
}

/** A jar, which is a zip: always the same bytes, so that one of the same content is left alone. */
function jar(files: Zippable): Buffer {
  // 1980-01-01, the first day that a zip knows
  return Buffer.from(zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }));
}
