import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dashboard } from "../../src/alerts/dashboard";
import { apps } from "../apps";
import { findPromtool } from "./promtool";

const folder = mkdtempSync(join(tmpdir(), "aiven-cdc-rules-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const promtool = findPromtool();
if (!promtool) process.stdout.write("no promtool, and none from Debian: rules are not checked\n");
const where = promtool ? test : test.skip;

const watched = apps.filter(({ file }) => /(default|observed|stages|rds)\.ts$/.test(file));

function check(rules: string) {
  const file = join(folder, "rules.yml");
  writeFileSync(file, rules);
  const { status, stdout, stderr } = spawnSync(promtool ?? "", ["check", "rules", file], {
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

where.each(watched)("Prometheus takes the alerting rules of $file, $stack", ({ file, stack }) => {
  const args = ["src/cli/cdc.cjs", "alerts", "--app", file, "--stack", stack];
  const cdc = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(cdc.status).toBe(0);
  const { status, said } = check(cdc.stdout);
  expect([said, status]).toEqual([expect.stringMatching(/SUCCESS: [1-9]\d* rules found\n\n$/), 0]);
});

where.each(watched)(
  "Prometheus takes the panels' expressions of $file, $stack",
  ({ file, stack }) => {
    const args = ["src/cli/cdc.cjs", "dashboard", "--app", file, "--stack", stack];
    const cdc = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(cdc.status).toBe(0);
    const { panels } = JSON.parse(cdc.stdout) as Pick<Dashboard, "panels">;
    const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
    const rules = expressions.map((expr, at) => ({ record: `panel_${at}`, expr }));
    const { status, said } = check(JSON.stringify({ groups: [{ name: "panels", rules }] }));
    expect([said, status]).toEqual([
      expect.stringContaining(`${expressions.length} rules found`),
      0,
    ]);
  },
);

where("the check is one that fails", () => {
  const { status } = check("groups: [{ name: a, rules: [{ alert: A, expr: 'sum(' }] }]");
  expect(status).not.toBe(0);
});
