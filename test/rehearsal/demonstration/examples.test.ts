import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** The others are rehearsed where what they show is tested. */
test.each([
  ["aws", ["shop.public.orders"]],
  ["existing", ["orders.public.orders"]],
  ["rds", ["shop.public.orders"]],
  ["two-databases", ["orders.public.orders", "audit.public.audit_log", "stock.public.items"]],
  ["several-stacks/platform", ["orders.public.orders"]],
  ["several-stacks/stages", ["shop-dev", "shop-staging", "shop-prod"].map(topicOf)],
])("every event of examples/%s.ts arrives, and nothing is warned of", async (name, topics) => {
  const { code, stdout, stderr } = await cdc.run(
    ["start", "--once", "--no-types", "--app", `examples/${name}.ts`],
    { TF_VAR_capture_password: "for the rehearsal", TF_VAR_project_name: "demo" },
  );
  const steps = /^- (synthesizing|terraform apply|inserting|ending) ?/;
  const other = stderr.split("\n").filter((line) => line !== "" && !steps.test(line));
  expect({ code, other }).toEqual({ code: 0, other: [] });
  for (const topic of topics) expect(stdout).toContain(`${topic}: `);
  expect(stdout).not.toMatch(/warning|risky|may fail/i);
});

function topicOf(project: string): string {
  return `shop.public.orders of ${project}/events`;
}
