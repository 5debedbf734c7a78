import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuard } from "../../../src/rehearsal/engines/guard";
import { type Postgres, startPostgres } from "../../../src/rehearsal/engines/postgres/postgres";
import { findPostgres } from "../../../src/rehearsal/engines/postgres/postgres-files";

/** A server of a test's own, with Aiven's administrator and database. */
export interface OwnPostgres {
  readonly postgres: Postgres;
  /** Ends it and clears its folder. */
  close(): Promise<void>;
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const dir = mkdtempSync(join(tmpdir(), "postgres-"));
  const guard = startGuard();
  const postgres = await startPostgres({
    ...{ files: { postgres: await findPostgres() }, guard, dir: join(dir, "data") },
    ...{ adminUser: "avnadmin", adminPassword: "the administrator's", database: "defaultdb" },
  });
  return {
    postgres,
    close: async () => {
      await postgres.stop();
      await guard.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
