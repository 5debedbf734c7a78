import { ClientOutputs, type ClientOutputsProps, EventConsumer, Kafka } from "../../../constructs";
import { type Json, synthesizedIn } from "../../synth";

const stack = (
  props: Partial<ClientOutputsProps> = {},
  username = "orders-reader",
  schemas?: boolean,
): Json =>
  synthesizedIn((scope) => {
    const kafka = Kafka.fromLookup(scope, "kafka", { project: "demo", serviceName: "k" });
    const user = new EventConsumer(scope, "orders", {
      ...{ kafka, username, topics: ["shop.public.orders"], consumerGroups: ["orders"], schemas },
    });
    new ClientOutputs(scope, "outputs", { kafka, user, ...props });
  });

test("what a client with a certificate needs, under the user's name", () => {
  const { output, data } = stack();
  expect(data.aiven_project).toEqual({ outputs: { project: "demo" } });
  expect(output).toEqual({
    orders_reader_bootstrap_servers: {
      value: "${data.aiven_kafka.kafka.service_host}:${data.aiven_kafka.kafka.service_port}",
    },
    orders_reader_ca_cert: {
      sensitive: true,
      value: "${data.aiven_project.outputs.ca_cert}",
    },
    orders_reader_access_cert: {
      sensitive: true,
      value: "${aiven_kafka_user.orders.access_cert}",
    },
    orders_reader_access_key: { sensitive: true, value: "${aiven_kafka_user.orders.access_key}" },
  });
});

test("for the registry its address without the administrator's credentials, and the user's own", () => {
  const { output } = stack({ prefix: "reader" }, "orders-reader", true);
  expect(output.reader_schema_registry_url).toEqual({
    sensitive: true,
    value: '${replace(data.aiven_kafka.kafka.kafka[0].schema_registry_uri, "/[^/]*@/", "")}',
  });
  expect(output.reader_username).toEqual({ value: "${aiven_kafka_user.orders.username}" });
  expect(output.reader_password).toEqual({
    sensitive: true,
    value: "${aiven_kafka_user.orders.password}",
  });
});

test.each([
  ["2nd-reader", undefined],
  ["reader", "orders_2"],
  ["reader", "_"],
])("of user %s with prefix %s: names that Terraform takes", (username, prefix) => {
  for (const name of Object.keys(stack({ prefix }, username).output)) {
    expect(name).toMatch(/^[A-Za-z_][\w-]*$/);
  }
});

test.each(["orders-reader", "2", "", "a b"])("prefix %j is refused", (prefix) => {
  expect(() => stack({ prefix })).toThrow(
    `prefix must be a letter or _, then letters, digits and _, got ${JSON.stringify(prefix)}; for instance "orders_reader" [output-names]`,
  );
});
