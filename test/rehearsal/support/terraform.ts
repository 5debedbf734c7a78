import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Outcome {
  readonly status: number | null;
  /** Standard output and error, as a person sees them. */
  readonly output: string;
}

interface PlannedResource {
  readonly address: string;
  readonly change: {
    readonly actions: string[];
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown>;
    readonly after_unknown: Record<string, unknown>;
    readonly replace_paths?: unknown[];
  };
}

/** A folder in which the ordinary `terraform` runs, with a provider served by the test. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "cdc-test-"));
  readonly #env: NodeJS.ProcessEnv;

  constructor(reattach: string) {
    const cliConfig = join(this.folder, "terraform.rc");
    writeFileSync(cliConfig, "");
    this.#env = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TF_CLI_CONFIG_FILE: cliConfig,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      TF_REATTACH_PROVIDERS: reattach,
    };
  }

  /** Writes the configuration: HCL below the requirement of provider aiven/aiven. */
  write(hcl: string): void {
    writeFileSync(
      join(this.folder, "main.tf"),
      `terraform {\n  required_providers {\n    aiven = { source = "aiven/aiven" }\n  }\n}\n${hcl}`,
    );
  }

  /** Writes a configuration in JSON, as cdktf does. */
  writeJson(configuration: object): void {
    writeFileSync(join(this.folder, "main.tf.json"), JSON.stringify(configuration));
  }

  /** Writes it and makes it ready. */
  async init(hcl: string): Promise<Outcome> {
    this.write(hcl);
    return this.run("init", "-input=false");
  }

  run(...args: string[]): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const [command = "", ...rest] = args;
      const child = spawn("terraform", [command, "-no-color", ...rest], {
        cwd: this.folder,
        env: this.#env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      child.stdout.on("data", (text) => (output += text));
      child.stderr.on("data", (text) => (output += text));
      child.on("error", reject);
      child.on("close", (status) => resolve({ status, output }));
    });
  }

  plan(...args: string[]): Promise<Outcome> {
    return this.run("plan", "-input=false", ...args);
  }

  apply(...args: string[]): Promise<Outcome> {
    return this.run("apply", "-input=false", "-auto-approve", ...args);
  }

  /** The planned changes by address, from a plan of its own. */
  async changes(): Promise<Record<string, PlannedResource["change"]>> {
    const planned = await this.plan("-out=plan.bin");
    if (planned.status !== 0) throw new Error(planned.output);
    const { output } = await this.run("show", "-json", "plan.bin");
    const { resource_changes: changes = [] } = JSON.parse(output) as {
      resource_changes?: PlannedResource[];
    };
    return Object.fromEntries(changes.map(({ address, change }) => [address, change]));
  }

  /** The attributes of a resource in the state file. */
  state(address: string): Record<string, unknown> | undefined {
    const { resources } = JSON.parse(this.stateText()) as {
      resources: { type: string; name: string; instances: { attributes: object }[] }[];
    };
    const found = resources.find(({ type, name }) => `${type}.${name}` === address);
    return found?.instances[0]?.attributes as Record<string, unknown> | undefined;
  }

  /** The ids of all resources in the state file, by address. */
  ids(): Record<string, string> {
    const { resources } = JSON.parse(this.stateText()) as {
      resources: {
        mode: string;
        type: string;
        name: string;
        instances: { attributes: { id: string } }[];
      }[];
    };
    return Object.fromEntries(
      resources
        .filter(({ mode }) => mode === "managed")
        .map(({ type, name, instances }) => [`${type}.${name}`, instances[0]?.attributes.id ?? ""]),
    );
  }

  stateText(): string {
    return readFileSync(join(this.folder, "terraform.tfstate"), "utf8");
  }

  /** Removes the state file: everything is there, and Terraform knows of none. */
  forget(): void {
    rmSync(join(this.folder, "terraform.tfstate"));
  }

  writeState(text: string): void {
    writeFileSync(join(this.folder, "terraform.tfstate"), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
