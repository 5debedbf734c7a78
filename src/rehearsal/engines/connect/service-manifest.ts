import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

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
  const jars = (await readdir(folder)).filter((jar) => /^debezium-.*\.jar$/.test(jar));
  // A jar lists the names of its files uncompressed, only their content is compressed.
  const contents = await Promise.all(jars.map((jar) => readFile(join(folder, jar))));
  const holds = (path: string) => contents.some((content) => content.includes(path));
  if (holds(`META-INF/services/${sourceConnector}`)) {
    await rm(manifest, { force: true });
    return;
  }
  const loads = (name: string) =>
    holds(`${name.replaceAll(".", "/")}.class`) &&
    (name !== cloudEvents || holds("io/debezium/converters/recordandmetadata/"));
  const files = Object.entries(implementations).map(([service, names]) => ({
    name: `META-INF/services/${service}`,
    content: names.filter(loads).join("\n"),
  }));
  const content = zip(files);
  const present = await readFile(manifest).catch(() => undefined);
  if (present?.equals(content)) return;
  // Written aside: another rehearsal may write it at the same time.
  const aside = `${manifest}.${randomUUID()}`;
  await writeFile(aside, content);
  await rename(aside, manifest);
}

/** A jar, which is a zip: nothing in it is compressed. */
function zip(files: readonly { readonly name: string; readonly content: string }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = Buffer.from(file.content);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(10, 0); // the version that can read it: 1.0
    header.writeUInt16LE(0x21, 8); // 1980-01-01, the first day that a zip knows
    header.writeUInt32LE(crc32(content), 10);
    header.writeUInt32LE(content.length, 14);
    header.writeUInt32LE(content.length, 18);
    header.writeUInt16LE(name.length, 22);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), header, name, content]);
    parts.push(local);
    directory.push(Buffer.from("PK\x01\x02\x0a\x00"), header, attributes, name);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, entries, Buffer.from("PK\x05\x06"), end]);
}
