import { accessSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { Cdc, defaultApp } from "../support/cdc";

const cdc = new Cdc({ types: true });
afterAll(() => cdc.close());

/** A PATH on which of the programs that a rehearsal needs just these are found. */
function pathOf(...programs: string[]): string {
  const folder = join(cdc.folder, `path-${programs.join("-")}`);
  mkdirSync(folder);
  for (const program of ["sh", "setpriv", ...programs]) {
    symlinkSync(whereIs(program), join(folder, program));
  }
  return folder;
}

function whereIs(program: string): string {
  const candidates = (process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, program));
  const found = candidates.find((file) => {
    try {
      accessSync(file);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`the test needs ${program} on the PATH`);
  return found;
}

/** What is said; that it ends with a code, without a stack trace, and leaves nothing. */
async function refusal(
  expected: number,
  args: string[],
  env: Record<string, string> = {},
): Promise<string> {
  const { code, stdout, stderr } = await cdc.run(args, env);
  expect({ code, stdout }).toMatchObject({ code: expected });
  expect(stderr).not.toMatch(/^ +at /m);
  expect(cdc.engines()).toEqual([]);
  expect(cdc.leftSomething).toBe(false);
  return stderr.replace(/^- .*\n/gm, "").trim();
}

test("an app that is not there", async () => {
  expect(await refusal(2, ["start", "--once", "--app", "nowhere.ts"])).toBe(
    `No app at ${join(process.cwd(), "nowhere.ts")}; name the TypeScript file of a CDKTF app, for instance main.ts or examples/cookbook.ts`,
  );
});

test("a variable that is set to nothing is not set", async () => {
  const empty = { AIVEN_CDC_AS_OF: "", AIVEN_CDC_SECRETS: "", AIVEN_CDC_POSTGRES: "" };
  expect(await refusal(2, ["start", "--once", "--app", "nowhere.ts"], empty)).toContain(
    "No app at",
  );
});

test("an app that does not compile", async () => {
  const app = join(cdc.folder, "broken.ts");
  writeFileSync(app, "const app = ;\n");
  expect(await refusal(1, ["start", "--once", "--app", app])).toMatch(/broken\.ts(:1:12|\(1,13\))/);
});

test("an app that synthesizes nothing is not taken for the one before it", async () => {
  const app = join(cdc.folder, "silent.ts");
  writeFileSync(app, 'import { App } from "cdktf";\nnew App();\n');
  expect(await refusal(1, ["start", "--once", "--app", app])).toMatch(
    /silent\.ts wrote nothing to .*; an app ends with app\.synth\(\)/,
  );
});

test("an app whose constructs refuse their props", async () => {
  const app = join(cdc.folder, "refused.ts");
  writeFileSync(
    app,
    `import { App } from "cdktf";
     import { CdcStack } from "${process.cwd()}/src/cdc-stack";
     const app = new App();
     new CdcStack(app, "cdc", {
       postgres: { serviceName: "p", cloudName: "google-europe-north1", plan: "business-4" },
       kafka: { serviceName: "k", cloudName: "azure-norway-west", plan: "startup-4", kafkaVersion: "4.2" },
       kafkaConnect: { serviceName: "c", cloudName: "google-europe-north1", plan: "startup-4" },
       source: { connectorName: "s", topicPrefix: "t", tables: ["public.a"], properties: { "slot.name": "x" } },
     });
     app.synth();`,
  );
  expect(await refusal(1, ["start", "--once", "--app", app])).toContain(
    '[cdc/Default/source] properties must not set "slot.name", which this construct sets itself; use its prop',
  );
});

test("no Terraform", async () => {
  const missing =
    "Terraform is missing: neither terraform nor tofu is on the PATH; get one from " +
    "https://developer.hashicorp.com/terraform/install or https://opentofu.org/docs/intro/install";
  const PATH = pathOf("java");
  expect(await refusal(3, ["start", "--once", ...defaultApp], { PATH })).toBe(missing);
  expect(await refusal(3, ["rehearse", "true"], { PATH })).toBe(missing);
});

test("no Java", async () => {
  expect(
    await refusal(3, ["start", "--once", ...defaultApp], {
      PATH: pathOf("terraform"),
      JAVA_HOME: "",
    }),
  ).toMatch(/^java is missing, and Kafka runs on it; get a JDK of version 17 or later \(/);
});

test("a port in use", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  try {
    expect(await refusal(3, ["start", "--once", ...defaultApp, "--port", String(port)])).toContain(
      `port ${port} on 127.0.0.1 is in use by another program; give another first one with --port`,
    );
  } finally {
    server.close();
  }
});

test("a folder that may not be written", async () => {
  const { code, stderr } = await cdc.run(["start", "--once", ...defaultApp], {
    AIVEN_CDC_RUN_DIR: "/sys/aiven-cdc",
  });
  expect(code).toBe(3);
  expect(stderr).toMatch(/may not be written by this user/);
});

test("a program to rehearse that is not there", async () => {
  expect(await refusal(2, ["rehearse", "no-such-program"])).toBe(
    "No program no-such-program on the PATH; name one, for instance: npx cdc rehearse terraform plan",
  );
});

test("a second rehearsal in the same folder", async () => {
  const first = cdc.start(["start", ...defaultApp]);
  await first.until("synthesized");
  const { code, stderr } = await cdc.run(["start", "--once", ...defaultApp]);
  first.child.kill("SIGINT");
  await first.ended;
  expect(code).toBe(3);
  expect(stderr).toContain(
    `A rehearsal runs here already (process ${first.child.pid}). Work with it through ` +
      "`npx cdc rehearse COMMAND`, or end it: Ctrl-C where it runs, or `npx cdc stop`",
  );
});
