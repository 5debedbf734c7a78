import { resolveReferences } from "../../src/stack/references";
import type { StackJson } from "../../src/stack/stack-json";

const stack: StackJson = {
  resource: {
    aiven_kafka: { k: { service_name: "${var.prefix}-kafka" } },
    aiven_pg: {
      own: { pg_user_config: { admin_username: "boss" } },
      listed: { pg_user_config: [{ admin_username: "${var.prefix}-boss" }] },
      open: { pg_user_config: { admin_username: "${random_pet.name.id}" } },
      plain: { pg_user_config: { pg_version: "17" } },
    },
    aiven_pg_user: { u: { username: "cdc", password: "${random_password.p.result}" } },
  },
  data: { aiven_pg: { found: { service_name: "old-pg" } } },
  variable: { prefix: { default: "shop" }, project_name: {}, count: { default: 3 } },
};
const environment = { TF_VAR_project_name: "demo" };

test.each([
  ["plain", "plain"],
  ["${var.project_name}", "demo"],
  ["${var.prefix}-${var.project_name}", "shop-demo"],
  ["${aiven_kafka.k.service_name}", "shop-kafka"],
  ["${data.aiven_pg.found.service_name}", "old-pg"],
  ["${sensitive(aiven_pg_user.u.username)}", "cdc"],
  ["${data.aiven_pg.found.service_username}", "avnadmin"],
  ["${aiven_pg.own.service_username}", "boss"],
  ["${aiven_pg.listed.service_username}", "shop-boss"],
  ["${aiven_pg.plain.service_username}", "avnadmin"],
  ["${aiven_kafka.k.service_username}", "avnadmin"],
  ["$${env:PASSWORD}", "${env:PASSWORD}"],
])("resolves %s to %s", (value, text) => {
  expect(resolveReferences({ stack, environment }, value)).toEqual({ text });
});

test.each([
  ["${aiven_kafka.k.service_uri}", "aiven_kafka.k.service_uri"],
  ["${aiven_pg_user.u.password}", "aiven_pg_user.u.password"],
  ["${aiven_kafka.k.service_name.more}", "aiven_kafka.k.service_name.more"],
  ["${data.aiven_kafka.k.service_name}", "data.aiven_kafka.k.service_name"],
  ["${aiven_pg.open.service_username}", "aiven_pg.open.service_username"],
  ["${var.count}", "var.count"],
  ["${var.absent}", "var.absent"],
  ["${var.constructor}", "var.constructor"],
  ['a-${lower("${var.prefix}")}', 'lower("${var.prefix}")'],
])("leaves %s unresolved, and names the expression", (value, unresolved) => {
  expect(resolveReferences({ stack, environment }, value)).toEqual({ unresolved });
});
