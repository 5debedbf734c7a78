import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Cdc } from "../rehearsal/support/cdc";
import { documentOf } from "./schemas";

const cdc = new Cdc();
const app = ["cost", "--app", "examples/default.ts"];

/** As Aiven's API answers: prices are text. */
const answers: Readonly<Record<string, object>> = {
  "service-types/pg/plans/business-4": { node_count: 2, disk_space_mb: 102_400 },
  "pricing/service-types/pg/plans/business-4/clouds/google-europe-north1": {
    base_price_usd: "0.4110",
    extra_disk_price_per_gb_usd: "0.000233",
  },
  "service-types/kafka/plans/startup-4": { node_count: 3, disk_space_mb: 307_200 },
  "pricing/service-types/kafka/plans/startup-4/clouds/azure-norway-west": { base_price_usd: "0.4" },
  "service-types/kafka_connect/plans/startup-4": { node_count: 1 },
  "pricing/service-types/kafka_connect/plans/startup-4/clouds/google-europe-north1": {},
};

let api: Server;
let env: Record<string, string>;
const asked: string[] = [];
beforeAll(async () => {
  api = createServer((request, response) => {
    const path = /^\/v1\/project\/demo\/(.*)$/.exec(request.url ?? "")?.[1] ?? "";
    asked.push(path);
    const isKnown = request.headers.authorization === "aivenv1 a-token" && path in answers;
    response.writeHead(isKnown ? 200 : 403, { "content-type": "application/json" });
    response.end(JSON.stringify(isKnown ? answers[path] : { message: "Not allowed" }));
  });
  await new Promise<void>((listening) => api.listen(0, "127.0.0.1", listening));
  env = {
    AIVEN_TOKEN: "a-token",
    AIVEN_WEB_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
    TF_VAR_project_name: "demo",
  };
});
afterAll(async () => {
  api.closeAllConnections();
  await new Promise((closed) => api.close(closed));
  await cdc.close();
});

test("names the price of each service, and of what it knows the sum", async () => {
  const { code, stdout, stderr } = await cdc.run(app, env);
  expect(stdout).toBe(
    [
      "demo-postgres: business-4 in google-europe-north1, 2 nodes, 100 GiB of disk: USD 0.4110 an hour, USD 300.03 in 730 hours",
      "demo-kafka: startup-4 in azure-norway-west, 3 nodes, 300 GiB of disk: USD 0.4000 an hour, USD 292.00 in 730 hours",
      "aiven_kafka_connect.kafka-connect: not in the sum: Aiven tells no price of startup-4 in google-europe-north1",
      "2 services: USD 0.8110 an hour, USD 592.03 in 730 hours; list prices, before discounts and taxes",
      "",
    ].join("\n"),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("--json has the figures as Aiven tells them", async () => {
  const { stdout } = await cdc.run([...app, "--json"], env);
  const { services, unknown } = documentOf<{ services: object[]; unknown: object[] }>(
    "cost",
    stdout,
  );
  expect(services[0]).toMatchObject({
    usdPerHour: 0.411,
    nodes: 2,
    usdPerAddedGibAndHour: 0.000233,
  });
  expect(services[1]).not.toHaveProperty("usdPerAddedGibAndHour");
  expect(unknown).toHaveLength(1);
});

test("a project that only Terraform learns is named, and nothing is asked", async () => {
  asked.length = 0;
  const { stdout } = await cdc.run(app, { ...env, TF_VAR_project_name: "" });
  expect(stdout).toContain(
    "aiven_pg.postgres: not in the sum: only Terraform learns project; set its variable, TF_VAR_…\n",
  );
  expect(asked).toEqual([]);
});

test("without a token nothing is guessed", async () => {
  const { code, stdout, stderr } = await cdc.run(app, { ...env, AIVEN_TOKEN: "" });
  expect(stderr).toBe(
    "AIVEN_TOKEN is not set; it must hold a token of Aiven's that may read the project\n",
  );
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
});

test("a token that may not read the project is Aiven's to refuse", async () => {
  const { code, stderr } = await cdc.run(app, { ...env, AIVEN_TOKEN: "another" });
  expect(stderr).toMatch(
    /answered 403: Not allowed; see whether the token in AIVEN_TOKEN may read/,
  );
  expect(code).toBe(3);
});
