import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Cdc } from "../rehearsal/support/cdc";
import { documentOf, linesOf } from "./schemas";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** Passwords of the run, from the files that its printed commands read. */
function secretsOfRun(): string[] {
  const read = (file: string) => readFileSync(join(cdc.runDir, file), "utf8");
  const files = readdirSync(cdc.runDir);
  return [
    ...read("pgpass")
      .split("\n")
      .map((line) => line.split(":").at(-1) ?? ""),
    ...files
      .filter((file) => file.endsWith(".netrc"))
      .map((file) => /password (\S+)/.exec(read(file))?.[1] ?? ""),
  ].filter((secret) => secret !== "");
}

test("start prints each thing as a line, verify its checks, and none a secret", async () => {
  const app = ["--app", "test/rehearsal/apps/verified.ts"];
  const running = cdc.start(["start", "--json", ...app]);
  await running.until('"type":"up"');
  const secrets = secretsOfRun();
  expect(secrets.length).toBeGreaterThan(1);

  const verified = await cdc.run(["verify", "--json", ...app]);
  const { pipelines } = documentOf<{
    pipelines: { connector: string; checks: { verdict: string; what: string }[] }[];
  }>("verify", verified.stdout);
  expect(pipelines).toMatchObject([{ connector: "shop" }]);
  const verdicts = new Map(pipelines[0]?.checks.map(({ what, verdict }) => [what, verdict]));
  expect(verdicts.get("connector shop")).toBe("ok");
  expect(verdicts.get("canary")).toBe("ok");
  expect(verified).toMatchObject({ code: 0, stderr: "" });

  running.child.kill("SIGINT");
  const { code, stdout, stderr } = await running.ended;
  const lines = linesOf("start", stdout);
  const ofType = (wanted: string) => lines.filter(({ type }) => type === wanted);
  expect(lines[0]).toMatchObject({ type: "start", schema: "urn:aiven-cdc:start:1" });
  expect(ofType("synthesized")).toMatchObject([{ stack: "verified", resources: 5 }]);
  expect(ofType("applied")).toMatchObject([{ stack: "verified", resources: 5 }]);
  const ofOrders = ofType("event").filter(({ table }) => table === "public.orders");
  expect(ofOrders).toContainEqual(
    expect.objectContaining({
      ...{ operation: "update", topic: "shop.public.orders", prefix: "shop" },
      key: { id: 1 },
      before: expect.objectContaining({ name: "Ada", amount: "12.50" }),
      after: expect.objectContaining({ name: "Ada", amount: "13.50" }),
    }),
  );
  expect(ofOrders.map(({ operation }) => operation).sort()).toEqual([
    ...["delete", "insert", "snapshot", "snapshot", "update"],
  ]);
  expect(lines.at(-1)).toMatchObject({ type: "end", exitCode: 130 });
  expect(stderr).toContain("It stays up and shows what arrives");
  for (const secret of secrets) expect(stdout + verified.stdout).not.toContain(secret);
  expect(code).toBe(130);
  expect(cdc.leftSomething).toBe(false);
});
