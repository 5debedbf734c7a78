import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

test("docs/guides/types.md has what arrives for every type: `npm run event-types` renews it", async () => {
  const { code, stdout, stderr } = await cdc.run(["event-types", "--check"]);
  expect(stdout).toBe("");
  expect(code === 0 ? "" : stderr).toBe("");
}, 600_000);
