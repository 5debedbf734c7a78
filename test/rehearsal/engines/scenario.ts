// Run as a process of its own by engines.test.ts: the Kafka client is an ES module, and a process is
// what can be killed. Says what it did in lines of JSON.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { startConnect } from "../../../src/rehearsal/engines/connect/connect";
import { type EngineFiles, prepareEngines } from "../../../src/rehearsal/engines/files";
import { type Guard, startGuard } from "../../../src/rehearsal/engines/guard";
import { startKafka } from "../../../src/rehearsal/engines/kafka/kafka";
import { KafkaAdmin } from "../../../src/clients/kafka-admin";
import { tail } from "../../../src/clients/kafka-tail";
import { startPostgres } from "../../../src/rehearsal/engines/postgres/postgres";

const [scenario = "", enginesDir = "", dir = ""] = process.argv.slice(2);
const adminPassword = "with 'quotes' and \\";
const admin = { username: "avnadmin", password: 'with "quotes" and \\' };

function say(what: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

const scenarios: Record<string, (files: EngineFiles, guard: Guard) => Promise<void>> = {
  /** PostgreSQL to the topic through three brokers; then waits to be killed. */
  async pipeline(files, guard) {
    const [postgres, kafka] = await Promise.all([
      startPostgres({
        ...{ files, guard, adminPassword, dir: join(dir, "pg") },
        ...{ adminUser: "avnadmin", database: "defaultdb" },
      }),
      startKafka({
        ...{ files, guard, superUser: admin, dir: join(dir, "kafka"), nodes: 3 },
        config: { "default.replication.factor": "3", "min.insync.replicas": "2" },
      }),
    ]);
    const connect = await startConnect({
      ...{ files, guard, admin, dir: join(dir, "connect"), kafka: kafka.admin },
      ...{ groupId: "connect", configTopic: "c", offsetTopic: "o", statusTopic: "s" },
      ...{ replicationFactor: 3, plugins: [files.debezium] },
      workerConfig: { "connector.client.config.override.policy": "All" },
    });
    const client = new pg.Client(postgres.admin);
    await client.connect();
    await client.query("CREATE TABLE tab1 (id int PRIMARY KEY, name text)");

    const seen: (string | null)[] = [];
    const { promise: sawAll, resolve } = deferred();
    const tailing = tail(kafka.admin, /^replicator\./, ({ value, topic }) => {
      seen.push(value && `${topic} ${JSON.parse(value.toString()).payload.op}`);
      if (seen.length === 4) resolve();
    });
    const config = {
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "topic.prefix": "replicator",
      "database.hostname": postgres.host,
      "database.port": String(postgres.port),
      "database.user": "avnadmin",
      "database.password": adminPassword,
      "database.dbname": "defaultdb",
      "database.sslmode": "require",
      "plugin.name": "pgoutput",
      "publication.autocreate.mode": "filtered",
      "table.include.list": "public.tab1",
      "producer.override.compression.type": "lz4",
    };
    const { error_count } = await connect.rest.validate(config["connector.class"], config);
    await connect.rest.put("cdc", config);
    await connect.rest.waitUntilRunning("cdc", 30_000);
    await client.query("INSERT INTO tab1 VALUES (1, 'a')");
    await client.query("UPDATE tab1 SET name = 'b'");
    await client.query("DELETE FROM tab1");
    await sawAll;
    await tailing.close();
    const kafkaAdmin = new KafkaAdmin(kafka.admin);
    const topic = await kafkaAdmin.describeTopic("replicator.public.tab1");
    await kafkaAdmin.close();
    const wrong = { ...config, "database.password": "wrong" };
    const refused = await connect.rest
      .put("cdc", wrong)
      .then(() => "not refused")
      .catch((error: Error) => error.message.split("\n")[1]);
    say({
      seen,
      error_count,
      refused,
      replicas: topic?.partitions[0]?.replicas.length,
      minInSync: topic?.config["min.insync.replicas"],
      pids: [guard.pid, postgres.pid, connect.pid, ...kafka.brokers.map(({ pid }) => pid)],
    });
    await new Promise(() => undefined);
  },

  /** One server and one broker: crash, start again, change settings, stop in order. */
  async order(files, guard) {
    const [postgres, kafka] = await Promise.all([
      startPostgres({
        ...{ files, guard, adminPassword, dir: join(dir, "pg") },
        ...{ adminUser: "avnadmin", database: "defaultdb", settings: { max_connections: 33 } },
      }),
      startKafka({ files, guard, superUser: admin, dir: join(dir, "kafka"), nodes: 1 }),
    ]);
    const ask = async (config: pg.ClientConfig, sql: string) => {
      const client = new pg.Client(config);
      await client.connect();
      return client.query(sql).finally(() => client.end());
    };
    const { rows } = await ask(
      postgres.admin,
      `SELECT current_setting('wal_level') AS wal, current_setting('max_connections') AS connections,
         rolsuper AS super, rolreplication AS replication, rolcreatedb AS createdb, rolcreaterole AS createrole,
         (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS ssl
       FROM pg_roles WHERE rolname = current_user`,
    );
    const clearText = await ask({ ...postgres.admin, ssl: false }, "SELECT 1").catch(
      ({ message }: Error) => message,
    );
    await ask(postgres.admin, "CREATE TABLE kept AS SELECT 42 AS answer");
    await postgres.kill();
    await postgres.restart();
    const kept = await ask(postgres.admin, "SELECT answer FROM kept");

    await kafka.reconfigure({ "log.retention.ms": "60000" });
    const kafkaAdmin = new KafkaAdmin(kafka.admin);
    const { value: retention } = (await kafkaAdmin.describeBroker(1)).get("log.retention.ms") ?? {};
    await kafkaAdmin.createTopic({ name: "t", partitions: 2, config: { "retention.ms": "1000" } });
    await kafkaAdmin.alterTopic("t", { "retention.ms": null, "cleanup.policy": "compact" });
    const topic = await kafkaAdmin.describeTopic("t");
    await kafkaAdmin.deleteTopic("t");
    const gone = (await kafkaAdmin.describeTopic("t")) === undefined;
    await kafkaAdmin.close();

    const taken = await startKafka({
      ...{ files, guard, superUser: admin, dir: join(dir, "other"), nodes: 1 },
      portHint: "take --port",
      ports: [postgres.port, postgres.port, postgres.port, postgres.port],
    }).catch(({ name, message }: Error) => `${name}: ${message}`);
    const pids = [guard.pid, postgres.pid, ...kafka.brokers.map(({ pid }) => pid)];
    await Promise.all([postgres.stop(), kafka.stop()]);
    await guard.close();
    say({
      admin: rows[0],
      clearText,
      kept: kept.rows[0].answer,
      retention,
      topic: topic && {
        partitions: topic.partitions.length,
        retention: topic.config["retention.ms"],
        policy: topic.config["cleanup.policy"],
      },
      gone,
      taken,
      takenPort: postgres.port,
      pids,
    });
  },
};

function deferred() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

async function main(): Promise<void> {
  await mkdir(dir, { recursive: true });
  const files = await prepareEngines({
    dir: enginesDir,
    kafkaVersion: "4.2.2",
    debeziumVersion: "3.1.0.Final",
  });
  await scenarios[scenario]?.(files, startGuard());
}

void main();
