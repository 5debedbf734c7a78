import { readdirSync, readFileSync } from "node:fs";
import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** The server itself: its workers have titles in place of a command line. */
function postgresOf(runDir: string): number {
  const found = readdirSync("/proc").find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const [program = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return program.endsWith("/postgres") && args.some((arg) => arg.startsWith(runDir));
    } catch {
      return false; // ended meanwhile
    }
  });
  if (found === undefined) throw new Error("no PostgreSQL runs");
  return Number(found);
}

test("a PostgreSQL that ends under Terraform is named with service, signal and log", async () => {
  const running = cdc.start(["start", "--once"], cdc.outdir);
  await running.until("PostgreSQL for demo-postgres");
  process.kill(postgresOf(cdc.runDir), "SIGKILL");
  const { code, stderr } = await running.ended;
  expect(stderr).toContain("PostgreSQL of service demo-postgres was ended by signal SIGKILL");
  expect(stderr).toMatch(/Then this failed: .*(ECONNREFUSED|terminated)/);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(code).toBe(1);
  expect(cdc.engines()).toEqual([]);
});
