import { TerraformOutput } from "cdktf";
import { AzureKafka, GcpKafkaConnect, GcpPostgres, Postgres } from "../../../constructs";
import { synthesizedIn } from "../../synth";

const props = {
  project: "demo",
  serviceName: "pg",
  cloudName: "google-europe-north1",
  plan: "business-4",
} as const;

test("a service of just its required props has just their arguments", () => {
  const json = synthesizedIn((stack) => void new GcpPostgres(stack, "db", props));
  expect(json.resource).toEqual({
    aiven_pg: {
      db: {
        project: "demo",
        service_name: "pg",
        cloud_name: "google-europe-north1",
        plan: "business-4",
      },
    },
  });
});

test("version, user config, protection, window, VPC, contacts and tags reach their arguments", () => {
  const json = synthesizedIn(
    (stack) =>
      void new GcpPostgres(stack, "db", {
        ...props,
        pgVersion: "17",
        maxSlotWalKeepMb: 4096,
        userConfig: { pg: { walSenderTimeout: 30_000 } },
        terminationProtection: true,
        maintenanceWindow: { dayOfWeek: "sunday", time: "03:00:00" },
        projectVpcId: "demo/0d1b1d9c-3e07-4f3e-8a0e-3c8a51b6c7a1",
        tags: { team: "data" },
        contacts: ["data@example.com"],
        preventDestroy: true,
      }),
  );
  expect(json.resource.aiven_pg.db).toMatchObject({
    pg_user_config: {
      pg_version: "17",
      pg: { max_slot_wal_keep_size: 4096, wal_sender_timeout: 30_000 },
    },
    termination_protection: true,
    maintenance_window_dow: "sunday",
    maintenance_window_time: "03:00:00",
    project_vpc_id: "demo/0d1b1d9c-3e07-4f3e-8a0e-3c8a51b6c7a1",
    tag: [{ key: "team", value: "data" }],
    tech_emails: [{ email: "data@example.com" }],
    lifecycle: { prevent_destroy: true },
  });
});

test("an existing service is read, not made, and offers the same connection", () => {
  const json = synthesizedIn((stack) => {
    const { connection } = GcpPostgres.fromExisting(stack, "db", {
      project: "demo",
      serviceName: "pg",
    });
    new TerraformOutput(stack, "host", { value: connection.host, staticId: true });
  });
  expect(json.resource).toBeUndefined();
  expect(json.data.aiven_pg.db).toEqual({ project: "demo", service_name: "pg" });
  expect(json.output.host.value).toBe("${data.aiven_pg.db.service_host}");
});

test("a service of one provider is refused on another's cloud, a Postgres goes anywhere", () => {
  const elsewhere = { ...props, cloudName: "aws-eu-west-1" as never, kafkaVersion: "4.2" };
  const refusal = (title: string, provider: string) =>
    `cloudName must be a region of ${title}, "${provider}-…", got "aws-eu-west-1"; choose one of ${title}'s in https://aiven.io/docs/platform/reference/list_of_clouds [cloud-provider]`;
  for (const [Service, message] of [
    [GcpPostgres, refusal("Google Cloud", "google")],
    [AzureKafka, refusal("Azure", "azure")],
    [GcpKafkaConnect, refusal("Google Cloud", "google")],
  ] as const) {
    expect(() => synthesizedIn((stack) => void new Service(stack, "s", elsewhere))).toThrow(
      message,
    );
  }
  const json = synthesizedIn((stack) => void new Postgres(stack, "db", elsewhere));
  expect(json.resource.aiven_pg.db.cloud_name).toBe("aws-eu-west-1");
});

test("the resource is open to what the props do not cover", () => {
  const json = synthesizedIn((stack) => {
    const { resource } = new GcpPostgres(stack, "db", props);
    resource.addOverride("lifecycle.prevent_destroy", true);
  });
  expect(json.resource.aiven_pg.db.lifecycle).toEqual({ prevent_destroy: true });
});
