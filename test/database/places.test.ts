import { connectorsOf } from "../../src/database/from-stack";
import { placeOf } from "../../src/database/places";
import { setupScript } from "../../src/database/script";

test.each([
  ["orders.abc123.eu-west-1.rds.amazonaws.com", "Amazon RDS or Aurora"],
  ["orders.cluster-abc123.eu-west-1.rds.amazonaws.com", "Amazon RDS or Aurora"],
  ["orders.postgres.database.azure.com", "Azure Database for PostgreSQL"],
  ["10.20.0.3", "PostgreSQL elsewhere"],
  ["db.example.com", "PostgreSQL elsewhere"],
  ["rds.amazonaws.com.example.com", "PostgreSQL elsewhere"],
])("%s is %s", (host, name) => {
  expect(placeOf(host)?.name).toBe(name);
});

const script = (hostname: string) =>
  setupScript(
    connectorsOf({
      variable: { host: { default: "orders.abc123.eu-west-1.rds.amazonaws.com" } },
      resource: {
        aiven_kafka_connector: {
          orders: {
            config: {
              name: "orders",
              "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
              "plugin.name": "pgoutput",
              "database.hostname": hostname,
              "database.user": "capture",
              "database.dbname": "shop",
              "table.include.list": "public.orders",
            },
          },
        },
      },
    }),
  ).replaceAll(/\n-- /g, " ");

test("what a place needs stands above what is run there", () => {
  expect(script("${var.host}")).toContain(
    'Amazon RDS or Aurora: the server logs what capture needs with rds.logical_replication = 1 in its parameter group (Aurora: the cluster\'s), then a restart. It logs in as capture, who must exist and may replicate:   GRANT rds_replication TO "capture";',
  );
  expect(script("orders.postgres.database.azure.com")).toContain(
    'Azure Database for PostgreSQL: the server logs what capture needs with the server parameter wal_level = logical, then a restart. It logs in as capture, who must exist and may replicate:   ALTER ROLE "capture" REPLICATION;',
  );
});

test("a service of Aiven's needs a user of Aiven's", () => {
  for (const host of ["${aiven_pg.db.service_host}", "orders-demo.a.aivencloud.com"]) {
    expect(script(host)).toContain("aiven_pg_user makes it, with pg_allow_replication.");
    expect(script(host)).not.toContain("parameter");
  }
});
