import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { javaClientProperties } from "../../../src/clients/kafka-connection";
import { tail } from "../../../src/clients/kafka-tail";
import { toProperties } from "../../../src/base/java-properties";
import type { Engines } from "./engines/engines";
import type { Settings } from "./settings";
import { home } from "../../../src/base/project";

const run = promisify(execFile);
const source = join(home, "tools", "bench", "stream", "BareProducer.java");
const topic = "bare";

/** Keeps the first records of a topic, as the bare producer takes them. */
export async function keepRecords(
  engines: Engines,
  from: string,
  count: number,
  file: string,
): Promise<void> {
  const parts: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const tailing = tail(engines.kafka.admin, [from], ({ key, value }) => {
      for (const part of [key, value]) {
        const length = Buffer.alloc(4);
        length.writeInt32BE(part?.length ?? 0);
        parts.push(length, part ?? Buffer.alloc(0));
      }
      if (parts.length === count * 4) void tailing.close().then(resolve);
    });
    tailing.done.catch(reject);
  });
  await writeFile(file, Buffer.concat(parts));
}

/** Records a second of a producer that is set as the workers' own is. */
export async function producerFloor(
  { files, dir, kafka, offsets }: Engines,
  { worker }: Settings,
  records: string,
  count: number,
): Promise<number> {
  const properties = join(dirname(records), "producer.properties");
  const own = Object.entries(worker).flatMap(([name, value]) =>
    name.startsWith("producer.") ? [[name.slice("producer.".length), value]] : [],
  );
  const serializer = "org.apache.kafka.common.serialization.ByteArraySerializer";
  await writeFile(
    properties,
    toProperties({
      ...javaClientProperties(kafka.admin),
      "key.serializer": serializer,
      "value.serializer": serializer,
      // as Kafka Connect sets it
      "max.in.flight.requests.per.connection": 1,
      ...Object.fromEntries(own),
    }),
  );
  const { stdout } = await run(
    files.java.command,
    // Kafka unpacks its compression there
    ["-Xmx1g", `-Djava.io.tmpdir=${dir}`, source, properties, topic, records, String(count)],
    { cwd: dir, env: { ...process.env, CLASSPATH: files.kafka.classPath } },
  );
  await offsets.deleteTopics([topic]);
  return Number(stdout.trim().split("\n").at(-1));
}
