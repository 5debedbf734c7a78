import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cdc } from "../support/cdc";

const cdc = new Cdc();
afterAll(() => cdc.close());

/** Services that the rehearsal only holds: nothing starts for them. */
const services = (prefix = "") => `
resource "aiven_opensearch" "logs" {
  project      = "demo"
  service_name = "${prefix}logs"
  cloud_name   = "google-europe-north1"
  plan         = "startup-4"
}
resource "aiven_grafana" "shown" {
  project      = "demo"
  service_name = "${prefix}shown"
  cloud_name   = "google-europe-north1"
  plan         = "startup-4"
}
resource "aiven_thanos" "metrics" {
  project      = "demo"
  service_name = "${prefix}metrics"
  cloud_name   = "google-europe-north1"
  plan         = "startup-4"
}`;

const integration = (name: string, body: string) => `
resource "aiven_service_integration" "${name}" {
  project = "demo"
  ${body}
}`;

/** Terraform wraps its diagnostics at 78 characters. */
const unwrapped = (text: string) => text.replace(/[\s│]+/g, " ");

async function terraform(name: string, hcl: string, ...args: string[]) {
  const dir = join(cdc.folder, name);
  mkdirSync(dir);
  const required = `required_providers {\n    aiven = { source = "aiven/aiven" }\n  }`;
  writeFileSync(join(dir, "main.tf"), `terraform {\n  ${required}\n}\n${hcl}`);
  const { code, stdout, stderr } = await cdc.run([
    "rehearse",
    "terraform",
    `-chdir=${dir}`,
    ...args,
    "-no-color",
  ]);
  return { code, said: unwrapped(stdout + stderr) };
}

test("what no Aiven would take is refused at plan, on its argument", async () => {
  const { code, said } = await terraform(
    "plan",
    [
      integration("misspelt", `integration_type = "metric"\n  source_service_name = "pg"`),
      integration(
        "two",
        `integration_type         = "logs"
  source_service_name      = "pg"
  destination_service_name = "logs"
  destination_endpoint_id  = "demo/e"`,
      ),
      `resource "aiven_service_integration_endpoint" "disk" {
  project       = "demo"
  endpoint_name = "disk"
  endpoint_type = "autoscaler"
}`,
    ].join("\n"),
    "plan",
  );
  expect(code).toBe(1);
  expect(said).toContain(
    'integrationType must be a type that Aiven knows, got "metric"; use "metrics"',
  );
  expect(said).toContain(
    'destinationService and destinationEndpoint must not both be set, got "logs" and "demo/e"; leave one out',
  );
  expect(said).toContain(
    "capGb must be a whole number of GB of at least 1, got none; set the size that the disk may grow to, including the plan's own disk",
  );
});

test("metrics and logs go where they are taken; the rest is refused when it is applied", async () => {
  const sound = [
    services(),
    integration(
      "metrics",
      `integration_type         = "metrics"
  source_service_name      = aiven_opensearch.logs.service_name
  destination_service_name = aiven_thanos.metrics.service_name`,
    ),
    integration(
      "logs",
      `integration_type         = "logs"
  source_service_name      = aiven_thanos.metrics.service_name
  destination_service_name = "only-aiven-knows-it"`,
    ),
    `resource "aiven_service_integration_endpoint" "disk" {
  project       = "demo"
  endpoint_name = "disk"
  endpoint_type = "autoscaler"
  autoscaler_user_config {
    autoscaling {
      type   = "autoscale_disk"
      cap_gb = 200
    }
  }
}`,
    integration(
      "disk",
      `integration_type        = "autoscaler"
  source_service_name     = aiven_opensearch.logs.service_name
  destination_endpoint_id = aiven_service_integration_endpoint.disk.id`,
    ),
  ].join("\n");
  const applied = await terraform("sound", sound, "apply", "-auto-approve");
  expect(applied.said).toContain("Apply complete! Resources: 7 added");

  const wrong = [
    services("other-"),
    integration(
      "untaken",
      `integration_type         = "metrics"
  source_service_name      = aiven_opensearch.logs.service_name
  destination_service_name = aiven_grafana.shown.service_name
  depends_on               = [aiven_grafana.shown]`,
    ),
    integration(
      "nowhere",
      `integration_type         = "metrics"
  source_service_name      = "nobody"
  destination_service_name = "only-aiven-knows-it"`,
    ),
    integration(
      "sourceless",
      `integration_type         = "metrics"
  destination_service_name = "only-aiven-knows-it"`,
    ),
  ].join("\n");
  const refused = await terraform("wrong", wrong, "apply", "-auto-approve");
  expect(refused.code).toBe(1);
  expect(refused.said).toContain(
    'destinationType must be thanos, influxdb, m3db or pg for integration type metrics, got "grafana"; use a service of type thanos',
  );
  expect(refused.said).toContain("no service demo/nobody in this rehearsal");
  expect(refused.said).toContain(
    "sourceService or sourceEndpoint must be set, got neither; set one of the two",
  );
  expect(cdc.engines()).toEqual([]);
});

test("swapped ends are refused at plan where both services are planned, by reference", async () => {
  const both = ["kafka", "kafka_connect"]
    .map(
      (type) => `
resource "aiven_${type}" "it" {
  project      = "demo"
  service_name = "swap-${type.replace("_", "-")}"
  cloud_name   = "google-europe-north1"
  plan         = "startup-4"
}`,
    )
    .join("");
  const joined = (source: string, destination: string) =>
    both +
    integration(
      "joined",
      `integration_type         = "kafka_connect"
  source_service_name      = aiven_${source}.it.service_name
  destination_service_name = aiven_${destination}.it.service_name`,
    );
  const swapped = await terraform("swapped", joined("kafka_connect", "kafka"), "plan");
  expect(swapped.code).toBe(1);
  expect(swapped.said).toContain(
    "sourceType must be kafka, and destinationType kafka_connect, for integration type kafka_connect, got kafka_connect to kafka; " +
      'swap the ends: from "swap-kafka" to "swap-kafka-connect" [integration-ends]',
  );
  const right = await terraform("right", joined("kafka", "kafka_connect"), "plan");
  expect(right.said).toContain("Plan: 3 to add");
  expect(right.code).toBe(0);
});
