import { Cdc } from "../support/cdc";
import { configuration } from "../support/configuration";

const cdc = new Cdc();
afterAll(() => cdc.close());

test.each([
  ["own-workers", "flush_ms=2000", "0 to add, 1 to change, 0 to destroy"],
  ["yaml", "file=more-topics.yaml", "2 to add, 1 to change, 1 to destroy"],
  ["data-sources", "reader=auditor", "1 to add, 0 to change, 1 to destroy"],
  ["two-databases", "pool_size=20", "0 to add, 2 to change, 0 to destroy"],
  ["modules", 'databases=["orders","billing"]', "2 to add, 0 to change, 0 to destroy"],
])(
  "%s is applied, changed by %s, planned without changes, and destroyed",
  async (name, change, planned) => {
    const { succeed } = configuration(cdc, name);
    await succeed("apply", "-auto-approve");
    await succeed("plan", "-detailed-exitcode");
    const changed = ["-var", change];
    expect(await succeed("apply", "-auto-approve", ...changed)).toContain(`Plan: ${planned}.`);
    await succeed("plan", "-detailed-exitcode", ...changed);
    await succeed("destroy", "-auto-approve", ...changed);
  },
  180_000,
);
