import { Client } from "pg";
import { diagnosticsOf } from "../rules";
import { postgresRules } from "../../../aiven/rules/services/postgres-rules";
import { postgresAttributes, readPostgres } from "../../../aiven/terraform/from-terraform";
import { newestCreatable } from "../../../aiven/facts/versions";
import { standIn } from "../../cloud/engine-versions";
import type { ResourceHandler } from "../../provider/resource-handler";
import { type Postgres, startPostgres } from "../../engines/postgres/postgres";
import type { PostgresService } from "../../cloud/services";
import type { LocalCloud } from "../../cloud/local-cloud";
import { block, type ServiceState, serviceAttributes, text, remembered } from "../service";
import { isUnknown, type Values } from "../../../stack/values";
import { administrator } from "../../../aiven/facts/administrator";
import { randomPassword } from "../../../base/random-password";
import { administratorViolations, askedAdministrator } from "./administrator";
import { postgresUri } from "./uri";
import { primaryName, primaryOf, readReplica } from "./read-replica";
import { settingsOf } from "./settings";
import { administratorOf } from "./superuser";

const database = "defaultdb";

/** aiven_pg: a PostgreSQL server with Aiven's administrator and database. */
export const pg: ResourceHandler<LocalCloud, ServiceState> = {
  check: (planned, prior, { context: cloud }) => [
    ...diagnosticsOf(
      { cloud, isNew: !prior },
      postgresRules,
      readPostgres(planned, isUnknown),
      postgresAttributes,
    ),
    ...administratorViolations(planned),
  ],

  async create(config, { context: cloud, progress }) {
    const { project, service_name: name } = config;
    const primary = primaryOf(config, cloud);
    const service = await cloud.add(project, name, async (): Promise<PostgresService> => {
      if (primary) return readReplica({ cloud, config, primary, progress });
      const engine = await cloud.prestarted.take(
        `${project}/${name}`,
        startedWith(config),
        (signal) => server(cloud, config, signal),
      );
      const { host, port, version } = engine;
      const password = String(engine.admin.password);
      cloud.keepSecret(password);
      progress(`PostgreSQL for ${name} on ${host}:${port}`);
      const asked = text(block(config, "pg_user_config").pg_version);
      const aivens = asked ?? newestCreatable("pg", cloud.asOf);
      const different = standIn("PostgreSQL", aivens, version);
      if (different !== undefined) progress(different);
      return { type: "pg", project, name, values: config, engine, password, users: new Map() };
    });
    return remembered(service, config, attributes(service));
  },

  read(state, { context: cloud }) {
    const service = cloud.find("pg", state.project, state.service_name);
    return service && attributes(service);
  },

  async update(prior, planned, { context: cloud, progress }) {
    const service = cloud.get("pg", planned.project, planned.service_name, "service_name");
    if (JSON.stringify(settingsOf(prior)) !== JSON.stringify(settingsOf(planned))) {
      await reconfigure(service, settingsOf(prior), settingsOf(planned));
      progress(`PostgreSQL for ${service.name} runs with its new settings`);
    }
    return remembered(service, planned, attributes(service));
  },

  async delete(state, { context: cloud }) {
    const service = cloud.find("pg", state.project, state.service_name);
    if (service) await cloud.remove(service);
  },
};

/** Starts the server that a service is going to ask for; a read replica waits for its primary. */
export async function prestartServer(
  cloud: LocalCloud,
  config: ServiceState,
): Promise<Postgres | undefined> {
  if (primaryName(config) !== undefined) return undefined;
  const key = `${config.project}/${config.service_name}`;
  return cloud.prestarted.begin(key, startedWith(config), (signal) =>
    server(cloud, config, signal),
  );
}

function startedWith(config: ServiceState): unknown {
  return [settingsOf(config), askedAdministrator(config)];
}

async function server(
  cloud: LocalCloud,
  config: ServiceState,
  signal: AbortSignal,
): Promise<Postgres> {
  const { username = administrator, password = randomPassword() } = askedAdministrator(config);
  return startPostgres({
    files: { postgres: await cloud.postgresPrograms() },
    guard: cloud.guard,
    authority: await cloud.credentials.authorityOf(config.project),
    dir: cloud.dirOf(config.project, config.service_name),
    templates: cloud.templatesDir,
    port: cloud.takePorts(1)?.[0],
    portHint: cloud.portHint,
    adminUser: username,
    adminPassword: password,
    database,
    settings: settingsOf(config),
    signal,
  });
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

function attributes(service: PostgresService): Partial<ServiceState> {
  const { engine, password } = service;
  const { host, port, pooler } = engine;
  const user = administratorOf(service);
  const uri = postgresUri({ user, password, host, port, database });
  const component = (name: string, at: number) => ({ component: name, host, port: at, ssl: true });
  const parameters: Values = { host, port, user, password, sslmode: "require" };
  return {
    ...serviceAttributes([component("pg", port), component("pgbouncer", pooler.port)], {
      uri,
      username: user,
      password,
    }),
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
