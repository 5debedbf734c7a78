import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { asKafkaUser, kafkaLogin, type KafkaLogin } from "../support/as-kafka-user";
import { Cdc } from "../support/cdc";
import { askConnect } from "../support/connect-rest";
import { connected } from "../support/database";
import { descendants, listeningPorts, read } from "../support/listening-ports";

const run = promisify(execFile);
const app = join(__dirname, "..", "apps", "verified.ts");

/** Requests of other programs, as an unprivileged user where the suite runs as root. */
function asStranger(command: string, args: readonly string[]) {
  const drop = ["--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", command];
  return process.getuid?.() === 0 ? run("setpriv", [...drop, ...args]) : run(command, [...args]);
}

describe("while a rehearsal runs", () => {
  const cdc = new Cdc({ brokers: "all" });
  const victims = mkdtempSync(join(tmpdir(), "victims-"));
  const secret = join(victims, "secret");
  let running: Awaited<ReturnType<Cdc["up"]>>;
  let ports: ReturnType<typeof listeningPorts>;
  let http: { port: number; isWorker: boolean }[];

  beforeAll(async () => {
    writeFileSync(secret, "password=hunter2\n");
    running = await cdc.up(app);
    ports = listeningPorts(running.child.pid as number);
    http = [];
    for (const { port } of ports) {
      const answer = await firstBytes(port, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      if (answer.startsWith("HTTP/1.1"))
        http.push({ port, isWorker: /Jetty|resource(?!-policy)/.test(answer) });
    }
  });
  afterAll(async () => {
    await cdc.down(running);
    rmSync(victims, { recursive: true, force: true });
  });

  const put = (config: Record<string, string>) =>
    askConnect(cdc, running.output(), "/connectors/planted/config", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(config),
    });

  test("everything listens on the loopback only", () => {
    expect(ports.map(({ address }) => address)).toEqual(ports.map(() => "127.0.0.1"));
    // PostgreSQL, the worker and its gateway, that of the registry, which nobody has needed yet, the console, and
    // three brokers: for clients, among themselves, as controllers
    expect(ports).toHaveLength(14);
  });

  test.each(["127.0.0.1", "evil.example"])(
    "every HTTP port refuses every request of a stranger with Host %s",
    async (host) => {
      expect(http.map(({ isWorker }) => isWorker).sort()).toEqual([false, false, false, true]);
      for (const { port } of http) {
        for (const path of ["/", "/health", "/connectors", "/connectors/shop/config"]) {
          const { stdout } = await asStranger("curl", [
            ...["-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", `Host: ${host}`],
            `http://127.0.0.1:${port}${path}`,
          ]);
          expect([port, path, stdout]).toEqual([port, path, expect.stringMatching(/^40[13]$/)]);
        }
      }
    },
  );

  test.each([
    ["POST", "tasks"],
    ["PUT", "fence"],
  ])(
    "the worker takes no request of its own kind without a signature: %s …/%s",
    async (method, path) => {
      for (const { port } of http) {
        const { status } = await fetch(`http://127.0.0.1:${port}/connectors/shop/${path}`, {
          method,
          body: "[]",
          headers: { "content-type": "application/json" },
        });
        expect([400, 401, 403]).toContain(status);
      }
    },
  );

  test("PostgreSQL and every port of Kafka refuse a stranger", async () => {
    const others = ports.filter(({ port }) => !http.some((each) => each.port === port));
    const postgres = await Promise.any(others.map(({ port }) => mustBePostgres(port)));
    const answers = await Promise.all(
      others.map(({ port }) => (port === postgres ? postgresAnswers(port) : kafkaAnswers(port))),
    );
    expect(answers.flat().sort()).toEqual([
      ...Array.from({ length: 36 }, () => "Kafka refuses"),
      'PostgreSQL: password authentication failed for user "avnadmin"',
    ]);
  });

  async function mustBePostgres(port: number): Promise<number> {
    // SSLRequest of PostgreSQL's protocol: no other server answers it with S
    const answer = await firstBytes(port, Buffer.from("0000000804d2162f", "hex"), 15_000);
    if (!answer.startsWith("S")) throw new Error(`no PostgreSQL on port ${port}`);
    return port;
  }

  async function postgresAnswers(port: number): Promise<string[]> {
    const client = await connected(cdc, "avnadmin", "guessed", port).catch((error: Error) => error);
    return [`PostgreSQL: ${client instanceof Error ? client.message : "logged in"}`];
  }

  async function kafkaAnswers(port: number): Promise<string[]> {
    const clearText: KafkaLogin = { "bootstrap.servers": `127.0.0.1:${port}` };
    const encrypted: KafkaLogin = {
      ...clearText,
      "ssl.ca.location": String(kafkaLogin(cdc, "avnadmin")["ssl.ca.location"]),
    };
    const guess: KafkaLogin = {
      "sasl.mechanism": "PLAIN",
      "sasl.username": "avnadmin",
      "sasl.password": "guessed",
    };
    const logins = [clearText, encrypted, { ...clearText, ...guess }, { ...encrypted, ...guess }];
    return Promise.all(
      logins.map(async (login) => {
        // where a port has no SASL at all, the client dies of the refusal
        const [ended] = await asKafkaUser(login, ["topics"]).catch((error: Error) =>
          /AuthenticationError|NetworkError/.test(error.message)
            ? [{ refused: error.message }]
            : Promise.reject(error),
        );
        return ended?.refused === undefined
          ? `Kafka answers on ${port}: ${JSON.stringify(ended)}`
          : "Kafka refuses";
      }),
    );
  }

  test("the administrator's own connector cannot truncate a file", async () => {
    const answer = await put({
      "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
      "topic.prefix": "planted",
      "signal.enabled.channels": "file",
      "signal.file": secret,
    });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("signal.file"),
    ]);
    expect(readFileSync(secret, "utf8")).toBe("password=hunter2\n");
  });

  test.each(["producer.override.config.providers", "producer.override.acks"])(
    "the administrator's own connector cannot read a file by %s",
    async (property) => {
      const answer = await put({
        "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
        "topic.prefix": "planted",
        [property]: "file",
        "producer.override.config.providers.file.class":
          "org.apache.kafka.common.config.provider.FileConfigProvider",
        "producer.override.client.id": `\${file:${secret}:password}`,
      });
      const text = await answer.text();
      expect(answer.status).toBe(400);
      expect(text).not.toContain("hunter2");
    },
  );

  test("no role of the database runs a program or reads a file of the machine", async () => {
    const client = await connected(cdc);
    try {
      for (const statement of [
        "COPY (SELECT 1) TO PROGRAM 'true'",
        `COPY pg_temp.t FROM '${secret}'`,
        "GRANT pg_execute_server_program TO avnadmin",
        "GRANT pg_write_server_files TO avnadmin",
        "SELECT pg_read_file('PG_VERSION')",
      ]) {
        await client.query("CREATE TEMP TABLE IF NOT EXISTS t (line text)");
        await expect(client.query(statement)).rejects.toThrow(/permission denied|does not exist/);
      }
    } finally {
      await client.end();
    }
  });

  test("PostgreSQL runs without any capability", () => {
    const servers = descendants(running.child.pid as number)
      .map((pid) => read(`/proc/${pid}/status`))
      .filter((status) => /^Name:\s+postgres$/m.test(status));
    expect(servers.length).toBeGreaterThan(0);
    for (const status of servers) {
      expect(/^Uid:\s+0\s/m.test(status)).toBe(false);
      for (const set of ["CapPrm", "CapEff", "CapAmb"]) {
        expect(new RegExp(`^${set}:\\s+0+$`, "m").test(status)).toBe(true);
      }
    }
  });

  test.each(["bash", "zsh"])(
    "the printed psql and curl lines work when pasted into %s",
    (shell) => {
      if (spawnSync(shell, ["-c", "true"]).error) {
        process.stdout.write(`${shell} is not installed: its lines are not tried\n`);
        return;
      }
      const printed = running.output();
      const [, curl = ""] = /^Kafka Connect \S+: {2}(curl .*)$/m.exec(printed) ?? [];
      const [, psql = ""] = /^PostgreSQL \S+: {2}(PGPASSFILE=.*)$/m.exec(printed) ?? [];
      const answer = spawnSync(shell, ["-c", curl], { encoding: "utf8" });
      expect(JSON.parse(answer.stdout).shop.status.connector.state).toBe("RUNNING");
      if (spawnSync("psql", ["--version"]).error) {
        process.stdout.write("psql is not installed: its line is not tried\n");
        return;
      }
      const asked = spawnSync(shell, ["-c", `${psql} -Atc 'SELECT current_user'`], {
        encoding: "utf8",
      });
      expect(asked.stdout).toBe("avnadmin\n");
    },
  );
});

/** What a server answers first; nothing where it says nothing for a while or hangs up. */
function firstBytes(port: number, request: string | Buffer, patienceMs = 3_000): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(request));
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.once("data", (data) => {
      resolve(data.toString("latin1"));
      socket.destroy();
    });
    socket.once("error", () => resolve(""));
    socket.once("close", () => resolve(""));
  });
}
