import { printJson, schemaId } from "../../base/json-output.cjs";
import { Misuse } from "../../base/user-error";
import { connectorsOf } from "../../database/from-stack";
import { type ConnectorScript, setupScript } from "../../database/script";
import { setupSteps } from "../../database/setup";
import { readStacks } from "../../stack/synthesize";

export interface SqlOptions {
  readonly app: string;
  readonly json: boolean;
  readonly user?: string;
}

/** `cdc sql`: the database side of an app's connectors, for `psql -f`. */
export async function sql({ app, json, user }: SqlOptions): Promise<void> {
  const connectors = await readStacks({ app }, (stacks) =>
    stacks.flatMap(({ json: code }) => connectorsOf(code, { user, environment: process.env })),
  );
  if (connectors.length === 0) {
    throw new Misuse(`${app} has no connector for PostgreSQL; name another app with --app FILE`);
  }
  const script = `${setupScript(connectors)}\n`;
  if (!json) process.stdout.write(script);
  else printJson({ schema: schemaId("sql"), app, connectors: connectors.map(reported), script });
}

function reported({ connectorName, model, unclear }: ConnectorScript) {
  const { database, role, publication, tables } = model;
  return {
    ...{ connectorName, database, role, publication },
    tables: tables.map(({ schema, table }) => ({ schema, table })),
    notCovered: unclear,
    statements: setupSteps(model).map(({ why, sql: statement }) => ({ why, sql: statement })),
  };
}
