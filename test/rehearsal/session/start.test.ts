import { Cdc, defaultApp, events } from "../support/cdc";

const cdc = new Cdc({ brokers: "all", types: true });
const small = new Cdc();
afterAll(() => Promise.all([cdc.close(), small.close()]));

test("the default stack shows snapshot, insert, update and delete with their values, and ends", async () => {
  const { code, stdout, stderr } = await cdc.run(["start", "--once", ...defaultApp]);
  expect(stderr).not.toMatch(/error/i);
  expect(stdout).toContain("applied stack cdc: 5 resources made");
  expect(events(stdout)).toEqual([
    "delete id=2 (replicator.public.tab1)\n before id=2 name=Grace amount=8.25",
    "insert id=3 (replicator.public.tab1)\n after id=3 name=Edsger amount=4.2",
    "snapshot id=1 (replicator.public.tab1)\n after id=1 name=Ada amount=12.5",
    "snapshot id=2 (replicator.public.tab1)\n after id=2 name=Grace amount=8.25",
    "tombstone id=2 (replicator.public.tab1)",
    "update id=1 (replicator.public.tab1)\n before id=1 name=Ada amount=12.5\n after id=1 name=Ada amount=13.5",
  ]);
  expect(code).toBe(0);
  expect(cdc.engines()).toEqual([]);
  expect(cdc.leftSomething).toBe(false);
});

test("killed with -9 it takes its engines along; the next run clears what it left and says so", async () => {
  const killed = small.start(["start", ...defaultApp]);
  await killed.until("PostgreSQL for demo-postgres");
  killed.child.kill("SIGKILL");
  await killed.ended;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(small.engines()).toEqual([]);

  const next = small.start(["start", ...defaultApp]);
  await next.until(
    `cleared what a rehearsal that was killed (process ${killed.child.pid}) left behind`,
  );
  next.child.kill("SIGINT");
  expect((await next.ended).code).toBe(130);
  expect(small.engines()).toEqual([]);
  expect(small.leftSomething).toBe(false);
});
