import { connectorsOf } from "../../database/from-stack";
import { setupScript } from "../../database/script";
import { readStacks } from "../../stack/synthesize";
import { Misuse } from "../../base/user-error";

export interface SqlOptions {
  readonly app: string;
  readonly user?: string;
}

/** `cdc sql`: the database side of an app's connectors, for `psql -f`. */
export async function sql({ app, user }: SqlOptions): Promise<void> {
  const connectors = await readStacks({ app }, (stacks) =>
    stacks.flatMap(({ json }) => connectorsOf(json, { user, environment: process.env })),
  );
  if (connectors.length === 0) {
    throw new Misuse(`${app} has no connector for PostgreSQL; name another app with --app FILE`);
  }
  process.stdout.write(`${setupScript(connectors)}\n`);
}
