import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineVersions } from "../../../src/rehearsal/cloud/engine-versions";
import { EngineProcess } from "../../../src/rehearsal/engines/engine-process";
import { prepareEngines } from "../../../src/rehearsal/engines/files";
import { startGuard } from "../../../src/rehearsal/engines/guard";
import { enginesDir } from "../../../src/rehearsal/home";

test("Java finds Kafka below a folder with umlauts, spaces, quotes and dollar signs", async () => {
  const { kafka: kafkaVersion, debezium: debeziumVersion } = engineVersions({});
  const { java } = await prepareEngines({ dir: enginesDir, kafkaVersion, debeziumVersion });
  const dir = mkdtempSync(join(tmpdir(), "pä p'x$ü=#%-"));
  const guard = startGuard();
  try {
    const libs = join(dir, "libs");
    symlinkSync(join(enginesDir, `kafka-${kafkaVersion}`, "libs"), libs);
    const jars = readdirSync(libs).map((jar) => join(libs, jar));
    const logFile = join(dir, "tool.log");
    const tool = new EngineProcess({
      ...{ name: "Kafka's storage tool", command: java.command, cwd: dir, logFile, guard },
      args: ["kafka.tools.StorageTool", "random-uuid"],
      env: { CLASSPATH: jars.join(delimiter) },
      lastSignal: "KILL",
    });
    await tool.completed(undefined);
    expect(readFileSync(logFile, "utf8")).toMatch(/^[\w-]{22}$/m);
  } finally {
    await guard.close();
    rmSync(dir, { recursive: true });
  }
});
