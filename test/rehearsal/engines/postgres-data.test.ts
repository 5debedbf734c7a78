import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type ClientConfig } from "pg";
import { type Guard, startGuard } from "../../../src/rehearsal/engines/guard";
import { type Postgres, startPostgres } from "../../../src/rehearsal/engines/postgres/postgres";
import { findPostgres } from "../../../src/rehearsal/engines/postgres/postgres-files";

const dir = mkdtempSync(join(tmpdir(), "postgres-"));
const templates = join(dir, "templates");
let guard: Guard;
let servers: Postgres[];

beforeAll(async () => {
  guard = startGuard();
  const files = { postgres: await findPostgres() };
  servers = [];
  for (const name of ["first", "second"]) {
    servers.push(
      await startPostgres({
        ...{ files, guard, templates, dir: join(dir, name), database: "defaultdb" },
        ...{ adminUser: "avnadmin", adminPassword: `of the ${name}` },
      }),
    );
  }
}, 60_000);

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await guard.close();
  rmSync(dir, { recursive: true, force: true });
});

async function ask(config: ClientConfig, sql: string): Promise<unknown> {
  const client = new Client(config);
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

describe("servers of one machine", () => {
  const template = () => join(templates, readdirSync(templates)[0] ?? "");

  test("are copies of what initdb made once", () => {
    expect(readdirSync(templates)).toEqual([expect.stringMatching(/^postgres-\d+\.\d+-/)]);
    expect(readdirSync(template()).sort()).toEqual(["data", "password"]);
    expect(statSync(join(template(), "password")).mode & 0o777).toBe(0o600);
  });

  test("have data of their own", async () => {
    const [first, second] = servers as [Postgres, Postgres];
    await ask(first.admin, "CREATE TABLE mine (id int)");
    expect(await ask(second.admin, "SELECT to_regclass('mine')")).toBeNull();
  });

  test("have passwords of their own, and none takes the template's", async () => {
    const [first, second] = servers as [Postgres, Postgres];
    const kept = readFileSync(join(template(), "password"), "utf8");
    const passwords = [first.superuser.password, second.superuser.password, kept];
    expect(new Set(passwords).size).toBe(3);
    for (const { superuser } of servers) {
      expect(await ask(superuser, "SELECT current_user")).toBe("postgres");
      await expect(ask({ ...superuser, password: kept }, "SELECT 1")).rejects.toThrow(
        /password authentication failed/,
      );
    }
  });

  test("start again with their password", async () => {
    const [first] = servers as [Postgres, Postgres];
    await first.restart();
    expect(await ask(first.superuser, "SELECT current_user")).toBe("postgres");
  }, 30_000);
});
