import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { shellWord } from "../../base/text/shell";
import { administratorOf } from "../resources/postgres/superuser";
import { authorityFile, runDir } from "../home";
import { administrator } from "../../aiven/facts/administrator";
import { authenticationOf, serversOf } from "../resources/kafka/clients";
import { mayDoSomething } from "../resources/kafka/kafka-acls";
import type { ServiceState } from "../resources/service";
import { parseList, plainTable } from "../../debezium/naming/tables";
import { tableTopic, topicNaming } from "../../debezium/naming/topics";
import type { KafkaService, KafkaUser, PostgresService } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { scramLines } from "./scram-lines";
import { fileName } from "../file-name";

/**
 * How to reach what runs, as commands to copy. Passwords stay in files that the clients read by
 * themselves.
 */
export function connectionDetails(cloud: LocalCloud): string[] {
  const lines: string[] = [];
  const postgresPasswords: string[] = [];
  const passwordFile = join(runDir, "pgpass");
  for (const service of cloud.services) {
    if (service.type === "pg") {
      lines.push(...postgresLines(service, passwordFile));
      postgresPasswords.push(...passwordLines(service));
    } else if (service.type === "kafka") {
      lines.push(...kafkaLines(cloud, service));
    } else if (service.engine) {
      const { admin, host, url } = service.engine;
      const file = join(
        runDir,
        `connect-${fileName(service.project)}-${fileName(service.name)}.netrc`,
      );
      write(file, `machine ${host} login ${admin.username} password ${admin.password}\n`);
      lines.push(
        `Kafka Connect ${service.name}:  curl -s --netrc-file ${shown(file)} ${shellWord(`${url}/connectors?expand=status`)}`,
      );
    }
  }
  write(passwordFile, postgresPasswords.map((line) => `${line}\n`).join(""));
  return lines;
}

/** The server, and each of its connection pools. */
function postgresLines(service: PostgresService, passwordFile: string): string[] {
  const { host, port, pooler } = service.engine;
  const administrator = administratorOf(service);
  const line = (what: string, to: Readonly<Record<string, string | number>>) => {
    const target = Object.entries(to).map(([name, value]) => `${name}=${connectionValue(value)}`);
    return `PostgreSQL ${what}:  PGPASSFILE=${shown(passwordFile)} psql ${shellWord(`${target.join(" ")} sslmode=require`)}`;
  };
  return [
    line(service.name, { host, port, user: administrator, dbname: "defaultdb" }),
    ...[...pooler.pools].map(([name, { user = administrator }]) =>
      line(`${service.name} by pool ${name}`, {
        ...{ host, port: pooler.port, user, dbname: name },
      }),
    ),
  ];
}

/** For a password file of PostgreSQL. */
function passwordLines(service: PostgresService): string[] {
  const { host, port, pooler } = service.engine;
  const users = [[administratorOf(service), service.password] as const, ...service.users];
  return [port, ...(pooler.pools.size > 0 ? [pooler.port] : [])].flatMap((at) =>
    users.map(([user, password]) => `${host}:${at}:*:${escaped(user)}:${escaped(password)}`),
  );
}

/** In a connection string of PostgreSQL. */
function connectionValue(value: string | number): string {
  const written = String(value);
  return /^[\w.-]+$/.test(written) ? written : `'${written.replace(/[\\']/g, "\\$&")}'`;
}

function kafkaLines(cloud: LocalCloud, service: KafkaService): string[] {
  const { name, users } = service;
  const topics = cloud.connectors.flatMap(({ config }) => topicsOf(config));
  const asAdministrator = shown(clientFile(service, administrator, service.administrator));
  const lines = mayDoSomething(service, administrator)
    ? [`Kafka ${name}:  kcat -F ${asAdministrator} -C -t ${shellWord(topics[0] ?? "TOPIC")}`]
    : [];
  for (const [username, user] of users) {
    const file = shown(clientFile(service, username, user));
    const isIncomplete = user.password === undefined && !takesCertificates(service);
    lines.push(
      `Kafka ${name} as ${username}:  kcat -F ${file} -G GROUP TOPIC` +
        (isIncomplete ? ", its password added to the file as sasl.password" : ""),
    );
  }
  return [...lines, ...(users.size > 0 && !takesCertificates(service) ? scramLines(service) : [])];
}

function takesCertificates({ engine }: KafkaService): boolean {
  return engine.entrances.some(({ by }) => by === "certificate");
}

/**
 * Writes how a user logs in, for librdkafka, on which kcat is built. A password that is write-only stands
 * in no file.
 *
 * @returns the file
 */
function clientFile(service: KafkaService, username: string, user: KafkaUser): string {
  const { project, name, engine } = service;
  const base = join(runDir, `kafka-${[project, name, username].map(fileName).join("-")}`);
  const common = {
    "bootstrap.servers": serversOf(engine),
    "ssl.ca.location": authorityFile(runDir, project),
  };
  if (takesCertificates(service)) {
    const [certificate, key] = [`${base}.crt`, `${base}.key`];
    write(certificate, user.certificate.cert);
    write(key, user.certificate.key);
    return properties(`${base}.conf`, {
      ...common,
      "security.protocol": "SSL",
      "ssl.certificate.location": certificate,
      "ssl.key.location": key,
    });
  }
  return properties(`${base}.conf`, {
    ...common,
    "security.protocol": "SASL_SSL",
    "sasl.mechanism": authenticationOf(service.values as ServiceState).sasl.at(-1),
    "sasl.username": username,
    "sasl.password": user.password,
  });
}

function properties(file: string, settings: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(settings).filter(([, value]) => value !== undefined);
  write(file, known.map(([name, value]) => `${name}=${value}\n`).join(""));
  return file;
}

function topicsOf(config: Readonly<Record<string, string>>): string[] {
  return parseList(config["table.include.list"]).flatMap((entry) => {
    const table = plainTable(entry);
    return table ? [tableTopic(topicNaming(config), table)] : [];
  });
}

/** In a line of a password file of PostgreSQL. */
function escaped(text: string): string {
  return text.replace(/[\\:]/g, "\\$&");
}

function shown(file: string): string {
  return shellWord(relative(process.cwd(), file));
}

function write(file: string, content: string): void {
  writeFileSync(file, content, { mode: 0o600 });
}
