import { namesInResource } from "../../src/aiven/terraform/names-in-resource";

const unknown = Symbol("known after apply");
const named = (values: Record<string, unknown>) =>
  namesInResource(values, (value) => value === unknown).map(({ argument, name }) => [
    argument,
    name,
  ]);

test("project, service, user, topic and database are names; a plan and a password are none", () => {
  expect(
    named({
      ...{ project: "p", service_name: "s", username: "u", topic_name: "t", database_name: "d" },
      ...{ plan: "startup-4", password: "hunter2\n", description: "two\nlines", id: "p/s" },
    }),
  ).toEqual([
    ["project", "p"],
    ["service_name", "s"],
    ["username", "u"],
    ["topic_name", "t"],
    ["database_name", "d"],
  ]);
});

test("what is absent or not known yet has no name", () => {
  expect(named({ project: unknown, service_name: null, username: undefined })).toEqual([]);
});

test("blocks have names, too, each with its own path", () => {
  const values = {
    user_config: [{ kafka_connect: [{ group_id: "g", offset_storage_topic: "o" }] }],
  };
  expect(namesInResource(values, () => false).map(({ path }) => path)).toEqual([
    ["user_config", 0, "kafka_connect", 0, "group_id"],
    ["user_config", 0, "kafka_connect", 0, "offset_storage_topic"],
  ]);
});

test("a connector's keys are names, and so are the values that name something", () => {
  expect(
    named({
      config: {
        "database.dbname": "shop",
        "table.include.list": "public.a,\n  public.b\\.c",
        "heartbeat.action.query": "INSERT\nINTO beat",
        "database.password": "hunter2",
      },
    }),
  ).toEqual([
    ["config", "database.dbname"],
    ['config["database.dbname"]', "shop"],
    ["config", "table.include.list"],
    ['config["table.include.list"]', "public.a"],
    ['config["table.include.list"]', "public.b\\.c"],
    ["config", "heartbeat.action.query"],
    ["config", "database.password"],
  ]);
});
