import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

test("events that one of two stacks misses fail the demonstration, with Kafka and topic", async () => {
  const app = "test/rehearsal/apps/two-stacks.ts";
  const { code, stdout, stderr } = await cdc.run(["start", "--once", "--app", app], cdc.outdir);
  expect(stdout).toMatch(/snapshot +id=1 {2}\(a-kafka, shop\.public\.orders, partition 0/);
  expect(stdout).not.toContain("b-kafka, shop.public.orders");
  expect(stderr).toMatch(
    /^Of public\.orders in b-pg only these events arrived on topic shop\.public\.orders of Kafka b-kafka: 0 of 2 snapshot$/m,
  );
  expect(stderr).not.toContain("Of public.orders in a-pg");
  expect(code).toBe(1);
}, 400_000); // eight JVMs start at once
