import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Certificate } from "../authority";
import type { OtherUser } from "./other-user";
import { host } from "../ports";

/** Settings of the rehearsal that not every version knows. */
const newerSettings = {
  // Reading ahead in processes of their own pays on a server with disks to wait for.
  io_method: "sync",
  // Minor versions from August 2026 on take others than their own from a superuser's list only
  // (CVE-2026-6471); Aiven offers wal2json.
  output_plugin_libraries: "pgoutput, test_decoding, wal2json",
};

export async function configure(
  data: string,
  port: number,
  settings: Readonly<Record<string, string | number | boolean>>,
  user: OtherUser,
  { cert, key }: Certificate,
): Promise<void> {
  await writeFile(join(data, "server.crt"), cert);
  await rm(join(data, "server.key"), { force: true });
  await writeFile(join(data, "server.key"), key, { mode: 0o600 });
  await user.own(join(data, "server.key"));
  // As at Aiven, nothing goes in clear text. No version of Debezium needs a setting for it: one without
  // `database.sslmode` leaves the driver at its own default, which is `prefer` and takes TLS here,
  // 1.9.7 too, although it reports `disable` (its sessions in pg_stat_ssl are TLSv1.3).
  await writeFile(
    join(data, "pg_hba.conf"),
    `hostssl all all ${host}/32 scram-sha-256\nhostssl replication all ${host}/32 scram-sha-256\n`,
  );
  const marker = "# rehearsal";
  const file = join(data, "postgresql.conf");
  const [original = ""] = (await readFile(file, "utf8")).split(marker);
  // What initdb writes lists every setting, those with a default as comments.
  const known = Object.entries(newerSettings).filter(([name]) =>
    new RegExp(`^#?${name} `, "m").test(original),
  );
  const all = {
    listen_addresses: host,
    port,
    unix_socket_directories: "",
    ssl: "on",
    ssl_cert_file: "server.crt",
    ssl_key_file: "server.key",
    password_encryption: "scram-sha-256",
    wal_level: "logical",
    max_wal_senders: 20,
    max_replication_slots: 20,
    // Only a crash of the machine could tell the difference, and that is not rehearsed.
    fsync: "off",
    full_page_writes: "off",
    shared_buffers: "32MB",
    min_wal_size: "32MB",
    max_wal_size: "512MB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    // A statement that failed may hold a password.
    log_min_error_statement: "panic",
    ...Object.fromEntries(known),
    ...settings,
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`,
  );
  await writeFile(file, original);
  await appendFile(file, [marker, ...lines, ""].join("\n"));
}
