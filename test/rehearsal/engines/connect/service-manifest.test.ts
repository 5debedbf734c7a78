import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ensureServiceManifest,
  serviceManifestJar,
} from "../../../../src/rehearsal/engines/connect/service-manifest";

const connector = "io.debezium.connector.postgresql.PostgresConnector";
const service = "META-INF/services/org.apache.kafka.connect.source.SourceConnector";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "service-manifest-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const plugin = (...names: string[]) =>
  writeFileSync(join(folder, "debezium-core.jar"), names.join("\n"));
const made = () => join(folder, serviceManifestJar);

test("Java finds in it what the plugin's jars have", async () => {
  plugin(`${connector.replaceAll(".", "/")}.class`, "io/debezium/transforms/HeaderToValue.class");
  await ensureServiceManifest(folder);
  const source = join(folder, "Show.java");
  writeFileSync(
    source,
    `public class Show {
      public static void main(String[] args) throws Exception {
        try (var jar = new java.util.jar.JarFile(args[0])) {
          for (var entry : java.util.Collections.list(jar.entries())) {
            var content = new String(jar.getInputStream(entry).readAllBytes());
            System.out.println(entry.getName() + "=" + content);
          }
        }
      }
    }`,
  );
  const said = execFileSync("java", [source, made()], { encoding: "utf8" });
  expect(said.trimEnd().split("\n").sort()).toEqual([
    "META-INF/services/org.apache.kafka.connect.source.SourceConnector=" + connector,
    "META-INF/services/org.apache.kafka.connect.storage.Converter=",
    "META-INF/services/org.apache.kafka.connect.storage.HeaderConverter=",
    "META-INF/services/org.apache.kafka.connect.transforms.Transformation=io.debezium.transforms.HeaderToValue",
  ]);
});

test("one of the same content is left alone, one of another is replaced", async () => {
  plugin(`${connector.replaceAll(".", "/")}.class`);
  await ensureServiceManifest(folder);
  const [content, { ino }] = [readFileSync(made()), statSync(made())];
  // 1980-01-01 0:00, on whatever day it is made
  expect([content.readUInt16LE(10), content.readUInt16LE(12)]).toEqual([0, 0x21]);
  await ensureServiceManifest(folder);
  expect(statSync(made()).ino).toBe(ino);
  writeFileSync(made(), "other");
  await ensureServiceManifest(folder);
  expect(readFileSync(made()).equals(content)).toBe(true);
});

test("a plugin that has a manifest of its own gets none", async () => {
  plugin(`${connector.replaceAll(".", "/")}.class`);
  await ensureServiceManifest(folder);
  plugin(service);
  await ensureServiceManifest(folder);
  expect(existsSync(made())).toBe(false);
});
