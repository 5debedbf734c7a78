import { readFileSync } from "node:fs";
import { Cdc, defaultApp } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** The server itself: its other processes have been started by it. */
function postgresOf(): number {
  const found = cdc
    .engines()
    .filter((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres")
    .sort((a, b) => a - b)[0];
  if (found === undefined) throw new Error("no PostgreSQL runs");
  return found;
}

test("a PostgreSQL that ends under Terraform is named with service, signal and log", async () => {
  const running = cdc.start(["start", "--once", ...defaultApp]);
  await running.until("PostgreSQL for demo-postgres");
  process.kill(postgresOf(), "SIGKILL");
  const { code, stderr } = await running.ended;
  expect(stderr).toContain("PostgreSQL of service demo-postgres was ended by signal SIGKILL");
  expect(stderr).toMatch(/Then this failed: .*(ECONNREFUSED|terminated)/);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(code).toBe(3);
  expect(cdc.engines()).toEqual([]);
});
