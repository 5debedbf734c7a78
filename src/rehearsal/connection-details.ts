import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { saslMechanism } from "./engines/kafka-node";
import { runDir } from "./home";
import { administrator } from "./resources/service";
import type { World } from "./world";

/**
 * How to reach what runs, as commands to copy. Passwords stay in a file that psql reads by itself.
 */
export function connectionDetails(world: World): string[] {
  const lines: string[] = [];
  const passwords: string[] = [];
  const passwordFile = join(runDir, "pgpass");
  for (const service of world.services) {
    if (service.type === "pg") {
      const { host, port } = service.engine;
      for (const [user, password] of [[administrator, service.password], ...service.users]) {
        passwords.push(`${host}:${port}:*:${user}:${password}`);
      }
      lines.push(
        `PostgreSQL ${service.name}:  PGPASSFILE=${relative(process.cwd(), passwordFile)} psql "host=${host} port=${port} user=${administrator} dbname=defaultdb sslmode=require"`,
      );
    } else if (service.type === "kafka") {
      const topics = world.connectors.flatMap(({ config }) => topicsOf(config));
      lines.push(
        `Kafka ${service.name}:  kcat -C -b ${service.engine.bootstrapServers} -t ${topics[0] ?? "TOPIC"}`,
      );
      for (const [user, { password }] of service.users) {
        const file = join(runDir, `kafka-${service.project}-${service.name}-${user}.conf`);
        writeFileSync(file, kafkaLogin(service.engine.userBootstrapServers, user, password), {
          mode: 0o600,
        });
        lines.push(
          `Kafka ${service.name} as ${user}:  kcat -F ${relative(process.cwd(), file)} -G GROUP TOPIC` +
            (password === undefined ? ", its password added to the file as sasl.password" : ""),
        );
      }
    } else if (service.engine) {
      lines.push(
        `Kafka Connect ${service.name}:  curl -s ${service.engine.url}/connectors?expand=status`,
      );
    }
  }
  writeFileSync(passwordFile, `${passwords.join("\n")}\n`, { mode: 0o600 });
  return lines;
}

/** For librdkafka, on which kcat is built. A password that is write-only stands in no file. */
function kafkaLogin(servers: string, user: string, password: string | undefined): string {
  const settings = {
    "bootstrap.servers": servers,
    "security.protocol": "SASL_PLAINTEXT",
    "sasl.mechanism": saslMechanism,
    "sasl.username": user,
    ...(password !== undefined && { "sasl.password": password }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

function topicsOf(config: Readonly<Record<string, string>>): string[] {
  const prefix = config["topic.prefix"] ?? config["database.server.name"];
  return (config["table.include.list"] ?? "").split(",").map((table) => `${prefix}.${table}`);
}
