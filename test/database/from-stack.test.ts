import { connectorsOf } from "../../src/database/from-stack";
import { setupScript } from "../../src/database/script";
import { synthesizedApp } from "../apps";

const connector = (config: Record<string, unknown>, more = {}) => ({
  resource: {
    aiven_kafka_connector: {
      source: {
        config: {
          name: "orders",
          "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
          "plugin.name": "pgoutput",
          "table.include.list": "public.orders",
          ...config,
        },
      },
    },
    ...more,
  },
});

test.each([
  ["capture", "capture"],
  ["${sensitive(aiven_pg.db.service_username)}", undefined],
  ["${data.aiven_pg.db.service_username}", undefined],
  ["${sensitive(aiven_pg_user.u.username)}", "cdc"],
])("the user %s is %s", (user, role) => {
  const stack = connector({ "database.user": user }, { aiven_pg_user: { u: { username: "cdc" } } });
  expect(connectorsOf(stack as never)[0]?.model.role).toBe(role);
});

test.each([
  ["${aiven_pg.db.service_username}", undefined],
  ["boss", undefined],
  ["capture", "capture"],
])("beside an administrator of its own name the user %s is %s", (user, role) => {
  const service = { db: { pg_user_config: { admin_username: "boss" } } };
  const stack = connector({ "database.user": user }, { aiven_pg: service });
  expect(connectorsOf(stack as never)[0]?.model.role).toBe(role);
});

test("a name that only Terraform can tell is asked for", () => {
  const stack = connector({ "database.user": "${random_id.x.hex}" });
  expect(() => connectorsOf(stack as never)).toThrow(
    "aiven_kafka_connector.source: database.user is ${random_id.x.hex}, which is known only after apply; name it with --user ROLE",
  );
  expect(connectorsOf(stack as never, { user: "me" })[0]?.model.role).toBe("me");
});

test("a variable is what the environment says, as with Terraform", () => {
  const stack = connector({ "database.user": "${var.capturer}" });
  const environment = { TF_VAR_capturer: "me" };
  expect(connectorsOf(stack as never, { environment })[0]?.model.role).toBe("me");
});

test("other connectors have no database side", () => {
  expect(connectorsOf(connector({ "connector.class": "other" }) as never)).toEqual([]);
});

test("the script of the least-privilege example", () => {
  const stack = synthesizedApp("examples/least-privilege.ts", "least-privilege");
  expect(setupScript(connectorsOf(stack))).toMatchSnapshot();
});

test("the script of the default stack says that the connector would make the publication too", () => {
  const script = setupScript(connectorsOf(synthesizedApp("examples/default.ts", "cdc")));
  expect(script).toContain("-- It logs in as the owner of the tables, who needs no grants.");
  expect(script).toContain("publication.autocreate.mode is filtered");
  expect(script).not.toContain("GRANT");
});
