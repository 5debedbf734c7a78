import { mkdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { Cdc } from "../support/cdc";
import { findChromium, openChromium } from "../support/chromium";

const cdc = new Cdc({ brokers: "all" }); // the page is photographed
const program = findChromium();
if (program === undefined) {
  process.stderr.write("The console is not opened: there is no Chromium on the PATH\n");
}
const inBrowser = program === undefined ? test.skip : test;
/** With SCREENSHOTS=docs/images, those of the documentation are made anew. */
const screenshots = process.env.SCREENSHOTS ?? join(cdc.folder, "screenshots");

let running: Awaited<ReturnType<Cdc["up"]>>;
let link: URL;
let browser: Browser | undefined;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  running = await cdc.up("examples/default.ts");
  const [, printed = ""] = /^Console: {2}(\S+)$/m.exec(running.output()) ?? [];
  link = new URL(printed);
  if (program === undefined) return;
  browser = await openChromium(program);
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await cdc.down(running);
});

interface Asked {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

function status({ path = "/", headers = {}, method = "GET" }: Asked): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname: host, port } = link;
    const sent = request({ host, port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.once("error", reject).end();
  });
}

const cookie = () => `rehearsal_${link.port}=${link.searchParams.get("token")}`;

test("the link is of this machine, and its token is long and random", () => {
  expect(link.hostname).toBe("127.0.0.1");
  expect(link.searchParams.get("token")).toMatch(/^[\w-]{32}$/);
});

test("with the token's cookie the page is served, without it or with another it is refused", async () => {
  expect(await status({ headers: { cookie: cookie() } })).toBe(200);
  for (const path of ["/", "/main.js", "/api/about", "/api/live"]) {
    expect([path, await status({ path })]).toEqual([path, 401]);
  }
  const another = `${cookie().slice(0, -1)}${cookie().endsWith("_") ? "-" : "_"}`;
  expect(await status({ headers: { cookie: another } })).toBe(401);
  expect(await status({ path: "/open?token=guessed" })).toBe(401);
  expect(await status({ path: "/api/sql", method: "POST" })).toBe(401);
  expect(await status({ path: "/api/fault", method: "POST" })).toBe(401);
});

test.each([
  [{ fault: "earthquake", outage: 3, changes: 100 }],
  [{ fault: "connect", outage: 601, changes: 100 }],
  [{ fault: "connect", outage: 3, changes: 99 }],
])("a fault that cannot be rehearsed is refused with what can: %j", async (asked) => {
  const { origin } = link;
  const headers = { cookie: cookie(), origin, "content-type": "application/json" };
  const body = JSON.stringify(asked);
  const answer = await fetch(`${origin}/api/fault`, { method: "POST", headers, body });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    {
      error:
        "fault: broker, connect, postgres, network, slot; outage: 0 to 600 s; changes: 100 to 1,000,000",
    },
  ]);
});

test.each([
  ["Host", { host: "rehearsal.example.com" }],
  ["Origin", { origin: "https://example.com" }],
  ["site", { "sec-fetch-site": "cross-site" }],
])("a foreign %s is refused, also with the cookie", async (_what, foreign: object) => {
  const headers = { cookie: cookie(), ...(foreign as Record<string, string>) };
  expect(await status({ headers })).toBe(403);
  expect(await status({ path: `/open${link.search}`, headers })).toBe(403);
  expect(await status({ path: "/api/sql", method: "POST", headers })).toBe(403);
});

inBrowser("all parts and the first events are there without a click", async () => {
  const hosts = new Set<string>();
  const errors: string[] = [];
  page.on("request", (sent) => hosts.add(new URL(sent.url()).host));
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  await page.goto(link.href);
  await page.getByText("All 5 parts are well.").waitFor();
  expect(await page.locator("#topology [data-state=well]").count()).toBe(5);
  expect(await page.locator("#topology").innerText()).toContain("led by broker");
  expect(await page.locator("#events .list > li").count()).toBe(6);
  expect(await page.locator("#events li.update mark").allInnerTexts()).toContain("13.5");
  await page.getByText("Kafka broker 1 of demo-kafka").first().waitFor();
  expect(await page.locator("#plots figure").count()).toBe(6);
  expect(await page.locator("#sql textarea").inputValue()).toContain("INSERT INTO public.tab1");
  expect(await page.locator("#faults .buttons button").count()).toBe(5);
  expect(await page.locator("#about").innerText()).toContain("aiven_kafka_connector.source");
  expect([...hosts]).toEqual([link.host]);
  expect(errors).toEqual([]);
});

inBrowser("a statement in the SQL box arrives as an event, and an error is shown", async () => {
  await page.locator("#sql textarea").fill("INSERT INTO tab1 (name, amount) VALUES ('Barbara', 1)");
  await page.getByRole("button", { name: "Run" }).click();
  await page.locator("#events li.insert", { hasText: "Barbara" }).waitFor({ timeout: 30_000 });
  await page.locator("#sql textarea").fill("SELECT name FROM tab1 WHERE name = 'Barbara'");
  await page.getByRole("button", { name: "Run" }).click();
  await page.locator("#sql td", { hasText: "Barbara" }).waitFor();
  await page.locator("#sql textarea").fill("SELECT nothing");
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText('column "nothing" does not exist').waitFor();
});

inBrowser("events are filtered by operation and by key, and held by a pause", async () => {
  await page.getByLabel("Operation").selectOption("delete");
  expect(await page.locator("#events .list > li").count()).toBe(1);
  await page.getByLabel("Operation").selectOption("");
  await page.getByLabel("Key").fill('"id":2');
  expect(await page.locator("#events .list > li").count()).toBe(3);
  await page.getByLabel("Key").fill("");
  await page.getByRole("button", { name: "Pause" }).click();
  expect(await page.locator("#events .counts").innerText()).toContain("paused");
  await page.getByRole("button", { name: "Go on" }).click();
});

inBrowser(
  "the worker is killed in a stream, and nothing is missing at the end",
  async () => {
    await page.locator("[name=changes]").fill("4000");
    await page.locator("[name=outage]").fill("5");
    await page.getByRole("button", { name: "Kill the worker" }).click();
    await page
      .locator("#topology .problems li", { hasText: "has ended" })
      .waitFor({ timeout: 60_000 });
    await page.locator("#faults dl[data-over=true]").waitFor({ timeout: 120_000 });
    const figures = await page.locator("#faults dl").innerText();
    expect(figures.replace(/\n+/g, " ")).toMatch(/written 4000 of 4000 .*missing 0 /);
    await page.getByText("All 5 parts are well.").waitFor();
  },
  240_000,
);

inBrowser.each([
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
] as const)("at %i pixels, %s, nothing is wider than the page", async (width, colorScheme) => {
  mkdirSync(screenshots, { recursive: true });
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.waitForTimeout(2_500); // a sample draws the plots anew
  const [content, view] = (await page.evaluate(
    "[document.documentElement.scrollWidth, innerWidth]",
  )) as number[];
  expect(content).toBe(view);
  const path = join(screenshots, `console-${width}-${colorScheme}.png`);
  await page.screenshot({ path, fullPage: true });
});

inBrowser("everything can be reached by keyboard", async () => {
  await page.getByLabel("Key").fill("no event has it"); // each event has a button
  const reached = new Set<string>();
  for (let presses = 0; presses < 60; presses++) {
    const section = "document.activeElement?.closest('section')?.id ?? ''";
    reached.add((await page.evaluate(section)) as string);
    await page.keyboard.press("Tab");
  }
  expect([...reached].sort()).toEqual(
    expect.arrayContaining(["about", "events", "faults", "sql", "topology"]),
  );
});
