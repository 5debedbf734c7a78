import { prepareEngines } from "../../rehearsal/engines/files";
import { engineVersions } from "../../rehearsal/cloud/engine-versions";
import { enginesDir } from "../../rehearsal/home";
import { Terminal } from "./terminal";
import { findTerraform } from "../../stack/terraform-program";

/** `cdc set-up`: what the launcher has not done yet, the engines; and what the machine must have. */
export async function setUp(): Promise<void> {
  findTerraform();
  const terminal = new Terminal();
  const { kafka, debezium } = engineVersions({});
  terminal.doing("looking for the engines");
  await prepareEngines({
    dir: enginesDir,
    kafkaVersion: kafka,
    debeziumVersion: debezium,
    onProgress: (message) => terminal.done(message),
    onStep: (step) => terminal.step(step),
  });
  terminal.stop();
}
