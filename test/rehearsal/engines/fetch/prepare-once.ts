import { prepareEngines } from "../../../../src/rehearsal/engines/files";

/** The program of a process of its own: prepares engines, and prints where they are. */
async function main([dir = "", source = "{}"]: string[]): Promise<void> {
  const versions = { kafkaVersion: "1", debeziumVersion: "1" };
  const { kafka } = await prepareEngines({ dir, ...versions, source: JSON.parse(source) });
  process.stdout.write(kafka.classPath);
}

void main(process.argv.slice(2));
