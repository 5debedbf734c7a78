import { administratorOf, asSuperuser, roleExists } from "../resources/postgres/superuser";
import { randomPassword } from "../../base/random-password";
import { withClient } from "../demonstration/database-client";
import type { LocalCloud } from "../cloud/local-cloud";
import type { PostgresService } from "../cloud/services";

/** What a statement gave. */
export interface SqlResult {
  /** Of the last statement: "INSERT 1". */
  readonly command: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Whether there were more rows. */
  readonly isCut: boolean;
}

/** Whom the server's log and pg_stat_activity name. */
const role = "rehearsal_console";
const mostRows = 200;
const timeoutMs = 10_000;

/** Runs what a person writes in the console, with the rights of the service's administrator. */
export class SqlRunner {
  readonly #passwords = new Map<PostgresService, Promise<string>>();

  constructor(private readonly cloud: LocalCloud) {}

  async run(service: PostgresService, database: string, text: string): Promise<SqlResult> {
    const password = this.#passwords.get(service) ?? this.#makeRole(service);
    this.#passwords.set(service, password);
    password.catch(() => this.#passwords.delete(service));
    const login = { user: role, password: await password };
    return withClient({ ...service.engine.admin, ...login, database }, async (client) => {
      await client.query(`SET statement_timeout = ${timeoutMs}`);
      const results = [await client.query({ text, rowMode: "array" })].flat();
      const last = results.at(-1);
      const rows = (last?.rows ?? []) as unknown[][];
      return {
        command: [last?.command, last?.rowCount].filter((part) => part != null).join(" "),
        columns: last?.fields.map(({ name }) => name) ?? [],
        rows: rows.slice(0, mostRows).map((row) => row.map(shown)),
        isCut: rows.length > mostRows,
      };
    });
  }

  async #makeRole(service: PostgresService): Promise<string> {
    const password = randomPassword();
    this.cloud.keepSecret(password);
    const exists = await roleExists(service, role);
    await asSuperuser(service, async (client) => {
      const verb = exists ? "ALTER" : "CREATE";
      await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
      const administrator = client.escapeIdentifier(administratorOf(service));
      await client.query(`GRANT ${administrator} TO ${role}`);
    });
    return password;
  }
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number);
}
