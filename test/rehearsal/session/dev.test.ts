import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cdc } from "../support/cdc";

const cdc = new Cdc({ types: true });
const app = join(cdc.folder, "app.ts");
const tables = join(cdc.folder, "tables.ts");
const guide = join("docs", "guides", "writing.md");

/** What each save printed; `RECORD=1` writes it into the guide. */
const recorded = new Map<string, string>();

const source = join(process.cwd(), "src", "cdc-stack");
writeFileSync(
  app,
  `import { App } from "cdktf";
import { CdcStack } from "${source}";
import { tables } from "./tables";

const app = new App();
new CdcStack(app, "shop", {
  postgres: { serviceName: "shop-db", cloudName: "google-europe-west1", plan: "startup-4" },
  kafka: { serviceName: "shop-events", cloudName: "azure-westeurope", plan: "startup-4", kafkaVersion: "4.2" },
  kafkaConnect: { serviceName: "capture", cloudName: "google-europe-west1", plan: "startup-4" },
  source: {
    connectorName: "shop-source",
    topicPrefix: "shop",
    tables,
    decimalHandling: "double",
  },
});
app.synth();
`,
);
const tablesOf = (...names: string[]) =>
  writeFileSync(
    tables,
    `export const tables = [\n${names.map((name) => `  "${name}",\n`).join("")}] as const;\n`,
  );
tablesOf("public.customers");

const edit = (from: string, to: string) =>
  writeFileSync(app, readFileSync(app, "utf8").replace(from, to));

let running: ReturnType<Cdc["start"]>;
beforeAll(async () => {
  running = cdc.start(["dev", "--app", app]);
  await running.until("It stays up");
});
afterAll(async () => {
  await cdc.down(running);
  if (process.env.RECORD !== "1") return;
  let text = readFileSync(guide, "utf8");
  for (const [heading, output] of recorded) {
    text = text.replace(
      new RegExp(`(## ${heading}\\n[^]*?\`\`\`\\n)[^]*?(\`\`\`)`),
      (_, before: string, after: string) => `${before}${output}${after}`,
    );
  }
  writeFileSync(guide, text);
});

/** What is printed from a save up to a text, or some moments more. */
async function saved(heading: string, save: () => void, until: string): Promise<string> {
  const { length } = running.output();
  save();
  for (const giveUp = Date.now() + 60_000; !running.output().slice(length).includes(until);) {
    if (Date.now() > giveUp) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const printed = running.output().slice(length);
  expect(printed).toContain(until);
  const shown = printed.replace(/\S*\/(?=(app|tables)\.ts|cdktf\.out)/g, "");
  if (heading !== "") recorded.set(heading, `${shown.trimEnd()}\n`);
  return printed.replace(/^ *\d+\.\d s {2}/gm, "").replace(/\d+\.\d s after/g, "N s after");
}

test("a table that is added is captured, and its first events come by themselves", async () => {
  const printed = await saved(
    "A table more",
    () => tablesOf("public.customers", "public.orders"),
    "update    id=1  (shop.public.orders",
  );
  expect(printed).toContain(
    `changes connector shop-source of capture
           adds public.orders to the connector and its publication shop_source
           does not read the rows that are there already: an incremental snapshot does
           restarts its task
           keeps slot shop_source
         changes outputs: topics
`,
  );
  expect(printed).toContain("applied, N s after the save\n");
  expect(printed).toContain("first event of public.orders, N s after the save\n");
  expect(await drawnInTheConsole()).toContain("public.orders");
});

/** The texts of the drawing in the page whose link was printed. */
async function drawnInTheConsole(): Promise<string> {
  const link = new URL(/^Console: {2}(.*)$/m.exec(running.output())?.[1] ?? "");
  const opened = await fetch(link, { redirect: "manual" });
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  const about = await fetch(new URL("/api/about", link), { headers: { cookie } });
  return JSON.stringify(((await about.json()) as { parts: unknown }).parts);
}

test("a property that is changed restarts the task", async () => {
  const printed = await saved(
    "Another property",
    () => edit('decimalHandling: "double"', 'decimalHandling: "string"'),
    "after the save",
  );
  expect(printed).toContain(
    `changes connector shop-source of capture
           sets decimal.handling.mode to string (was double)
           restarts its task
           keeps slot shop_source
`,
  );
});

describe("what is wrong leaves the engines as they were, and is named with its line:", () => {
  let before: number[];
  beforeEach(() => (before = cdc.engines()));
  afterEach(() => expect(cdc.engines()).toEqual(before));

  test("a typo", async () => {
    const printed = await saved(
      "A typo",
      () => edit("decimalHandling", "decimalHandlin"),
      "What runs is as it was.",
    );
    expect(printed).toMatch(/app\.ts\(14,5\): error TS2561: .*Did you mean to write/);
    await saved("", () => edit("decimalHandlin", "decimalHandling"), "nothing to change");
  });

  test("a rule", async () => {
    const printed = await saved(
      "A rule",
      () => tablesOf("public.customers", "public.orders", "orders"),
      "What runs is as it was.",
    );
    expect(printed).toContain(
      `/tables.ts:4 [shop/Default/source] tables must be named with their schema, schema.table, got "orders"; use "public.orders" [tables-qualified]`,
    );
    await saved("", () => tablesOf("public.customers", "public.orders"), "nothing to change");
  });
});

test("a replacement asks first: a no leaves it, a yes does it", async () => {
  const before = cdc.engines();
  const replacing = saved(
    "A replacement",
    () => edit('serviceName: "capture"', 'serviceName: "capture-2"'),
    "Left as it was",
  );
  await running.until("replaces Kafka Connect capture");
  running.child.stdin.write("n\n");
  expect(await replacing).toContain(
    `replaces Kafka Connect capture: service_name cannot change in place
           sets service_name to capture-2 (was capture)
`,
  );
  expect(cdc.engines()).toEqual(before);

  const again = saved("", () => edit("capture-2", "capture-3"), "applied, ");
  await running.until("sets service_name to capture-3");
  running.child.stdin.write("y\n");
  const replaced = await again;
  expect(replaced).toContain("Kafka Connect for capture-3");
  expect(replaced).toMatch(/^Kafka Connect capture-3: {2}curl .*/m);
});
