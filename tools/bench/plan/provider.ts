// The rehearsal's provider in a process of its own, with no engine behind it: what a plan takes of Node.
import { join } from "node:path";
import { home } from "../../../src/base/project";
import { LocalCloud } from "../../../src/rehearsal/cloud/local-cloud";
import { enginesDir } from "../../../src/rehearsal/home";
import { serveProvider } from "../../../src/rehearsal/provider/protocol/server";
import { resourceHandlers } from "../../../src/rehearsal/resources";

async function main([dir = ""]: readonly string[]): Promise<void> {
  const context = new LocalCloud({ dir, enginesDir, onProgress: () => undefined });
  const facts = join(home, ".gen", "provider-aiven", "facts");
  const provider = await serveProvider({ facts, resourceHandlers, context });
  process.stdout.write(`${provider.reattach}\n`);
  // ends with the bench, whatever ends that
  process.stdin.resume().once("end", () => void provider.close().then(() => process.exit(0)));
}

void main(process.argv.slice(2));
