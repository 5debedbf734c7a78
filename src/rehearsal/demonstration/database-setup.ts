import { DatabaseError } from "pg";
import { databaseModel } from "../../database/from-connector";
import type { DatabaseModel } from "../../database/model";
import { qualified } from "../../database/names";
import { setupSteps, type SetupStep, supportTables } from "../../database/setup";
import { withClient } from "./database-client";
import { ApiError } from "../provider/resource-handler";
import { administratorOf } from "../resources/postgres/superuser";
import { databaseOf, makeMissingDatabase, makeMissingTables } from "./sample-tables";
import type { PostgresService } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";

type ConnectorConfig = Readonly<Record<string, string>>;

/**
 * What a connector finds in its database: the captured tables; and where it makes no publication
 * itself, what `cdc sql` prints, run as the administrator like a user would.
 */
export async function prepareDatabase(
  cloud: LocalCloud,
  config: ConnectorConfig,
  progress: (message: string) => void,
): Promise<void> {
  const postgres = databaseOf(cloud, config);
  await makeMissingDatabase(cloud, config, progress);
  const isByHand = config["publication.autocreate.mode"]?.toLowerCase() === "disabled";
  if (!postgres || !isByHand) return makeMissingTables(cloud, config, progress);
  const { model, unclear } = databaseModel(config, [administratorOf(postgres)]);
  // Before the samples: a heartbeat or signal table that is captured too is no sample.
  await run(postgres, model, supportTables(model));
  await makeMissingTables(cloud, config, progress);
  await run(postgres, model, setupSteps(model));
  progress(describeSetup(model, administratorOf(postgres)));
  for (const entry of unclear) {
    progress(`${entry} is not a plain name: it is in no publication, as the connector makes none`);
  }
}

function describeSetup(
  { publication, tables, role }: DatabaseModel,
  administrator: string,
): string {
  const names = tables.map(({ schema, table }) => `${schema}.${table}`).join(", ");
  const grants = role === undefined ? "" : ` and rights of ${role}`;
  return `publication ${publication} of ${names}${grants}, made as ${administrator} (with Aiven: npx cdc sql)`;
}

async function run(
  postgres: PostgresService,
  model: DatabaseModel,
  steps: readonly SetupStep[],
): Promise<void> {
  if (steps.length === 0) return;
  let doing: SetupStep | undefined;
  try {
    await withClient({ ...postgres.engine.admin, database: model.database }, async (client) => {
      await client.query("BEGIN");
      for (const step of steps) await client.query((doing = step).sql);
      await client.query("COMMIT");
    });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { message, detail, hint } = error;
    const more = [detail, hint].filter((text) => text).join("; ");
    throw new ApiError(
      "PostgreSQL refuses the database side of this connector",
      [`${message}${more ? ` (${more})` : ""}`, doing?.sql ?? qualifiedTables(model)].join("\n"),
      ["config"],
    );
  }
}

function qualifiedTables({ tables }: DatabaseModel): string {
  return tables.map(qualified).join(", ");
}
