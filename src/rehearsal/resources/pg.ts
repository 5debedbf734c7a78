import { randomPassword } from "../../base/random-password";
import { findingsOf } from "./rules";
import { postgresRules } from "../../aiven/postgres-rules";
import { postgresAttributes, readPostgres } from "../../aiven/from-terraform";
import { Client } from "pg";
import { newestCreatable } from "../../aiven/versions";
import { standIn } from "../engine-versions";
import { isUnknown, type ResourceMeaning, type Values } from "../meaning";
import { type Postgres, startPostgres } from "../engines/postgres";
import type { PostgresService } from "../services";
import type { World } from "../world";
import {
  administrator,
  block,
  engineSettings,
  type ServiceState,
  serviceAttributes,
  text,
  remembered,
} from "./service";

const database = "defaultdb";

/** aiven_pg: a PostgreSQL server with Aiven's administrator and database. */
export const pg: ResourceMeaning<World, ServiceState> = {
  check: (planned, prior, { context: world }) =>
    findingsOf(
      { world, isNew: !prior },
      postgresRules,
      readPostgres(planned, isUnknown),
      postgresAttributes,
    ),

  async create(config, { context: world, progress }) {
    const { project, service_name: name } = config;
    const service = await world.add(project, name, async (): Promise<PostgresService> => {
      const engine = await world.early.take(`${project}/${name}`, settingsOf(config), (signal) =>
        server(world, config, signal),
      );
      const { host, port, version } = engine;
      const password = String(engine.admin.password);
      progress(`PostgreSQL for ${name} on ${host}:${port}`);
      const asked = text(block(config, "pg_user_config").pg_version);
      const aivens = asked ?? newestCreatable("pg", world.asOf);
      const different = standIn("PostgreSQL", aivens, version);
      if (different !== undefined) progress(different);
      return { type: "pg", project, name, values: config, engine, password, users: new Map() };
    });
    return remembered(service, config, attributes(service));
  },

  read(state, { context: world }) {
    const service = world.find("pg", state.project, state.service_name);
    return service && attributes(service);
  },

  async update(prior, planned, { context: world, progress }) {
    const service = world.get("pg", planned.project, planned.service_name, "service_name");
    if (JSON.stringify(settingsOf(prior)) !== JSON.stringify(settingsOf(planned))) {
      await reconfigure(service, settingsOf(prior), settingsOf(planned));
      progress(`PostgreSQL for ${service.name} runs with its new settings`);
    }
    return remembered(service, planned, attributes(service));
  },

  async delete(state, { context: world }) {
    const service = world.find("pg", state.project, state.service_name);
    if (service) await world.remove(service);
  },
};

/** Starts the server that a service is going to ask for. */
export function foreseeServer(world: World, config: ServiceState): Promise<Postgres> {
  const key = `${config.project}/${config.service_name}`;
  return world.early.begin(key, settingsOf(config), (signal) => server(world, config, signal));
}

async function server(world: World, config: ServiceState, signal: AbortSignal): Promise<Postgres> {
  return startPostgres({
    files: { postgres: await world.postgresPrograms() },
    guard: world.guard,
    dir: world.dirOf(config.project, config.service_name),
    templates: world.templatesDir,
    port: world.takePorts(1)?.[0],
    portHint: world.portHint,
    adminUser: administrator,
    adminPassword: randomPassword(),
    database,
    settings: settingsOf(config),
    signal,
  });
}

function settingsOf(config: ServiceState): Record<string, string> {
  const settings = engineSettings(block(block(config, "pg_user_config"), "pg"));
  // PostgreSQL's own names keep their underscores.
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name.replaceAll(".", "_"), value]),
  );
}

type Settings = Readonly<Record<string, string>>;

async function reconfigure({ engine }: PostgresService, before: Settings, after: Settings) {
  const client = new Client(engine.superuser);
  await client.connect();
  try {
    for (const [name, value] of Object.entries({ ...reset(before), ...after })) {
      const setting = value === undefined ? "DEFAULT" : client.escapeLiteral(value);
      await client.query(`ALTER SYSTEM SET ${client.escapeIdentifier(name)} = ${setting}`);
    }
  } finally {
    await client.end();
  }
  await engine.restart();
}

function reset(settings: Settings): Record<string, undefined> {
  return Object.fromEntries(Object.keys(settings).map((name) => [name, undefined]));
}

function attributes({ engine, password }: PostgresService): Partial<ServiceState> {
  const { host, port } = engine;
  const uri = `postgres://${administrator}:${password}@${host}:${port}/${database}?sslmode=require`;
  const parameters: Values = {
    host,
    port,
    user: administrator,
    password,
    sslmode: "require",
  };
  return {
    ...serviceAttributes([{ component: "pg", host, port, ssl: true }], { uri, password }),
    pg: [
      {
        ...parameters,
        dbname: database,
        uri,
        uris: [uri],
        params: [{ ...parameters, database_name: database }],
        standby_uris: [],
        syncing_uris: [],
      },
    ],
  };
}
