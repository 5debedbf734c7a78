import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectRest } from "../../../src/clients/connect-rest";

/** A Connect that quotes a configuration's secrets, as connectors may. */
const answers: Record<string, [status: number, body: object]> = {
  "PUT /connector-plugins/Postgres/config/validate": [
    200,
    {
      name: "Postgres",
      error_count: 1,
      configs: [{ value: { name: "a", value: null, errors: ["no hunter2-long, no hunter2"] } }],
    },
  ],
  "GET /connectors/orders/status": [
    200,
    {
      connector: {
        state: "FAILED",
        trace: "Error: hunter2 is wrong\nCaused by: Other: hunter2-long",
      },
      tasks: [],
    },
  ],
  "PUT /connectors/orders/config": [400, { message: "hunter2 is no value" }],
  "GET /connectors/orders/config": [200, { name: "hunter2" }],
};

let server: Server;
let rest: ConnectRest;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = answers[`${request.method} ${request.url}`] ?? [404, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const secrets: string[] = [];
  rest = new ConnectRest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, secrets);
  secrets.push("hunter2", "hunter2-long", ""); // known only later
});
afterAll(() => server.close());

test("what Connect says is wrong is told without the secrets that it quotes", async () => {
  const { configs } = await rest.validate("Postgres", {});
  expect(configs[0]?.value.errors).toEqual(["no ***, no ***"]);
  expect(await rest.failure("orders")).toBe("Other: ***");
  await expect(rest.waitUntilRunning("orders", 1_000)).rejects.toThrow(
    "connector orders failed: Other: ***",
  );
  await expect(rest.put("orders", {})).rejects.toThrow("*** is no value");
});

test("an earlier failure that is still shown for a while after a change is none", async () => {
  const states = (...all: string[]) => ({
    connector: { state: all[0] },
    tasks: all.slice(1).map((state, id) => ({ id, state, trace: "Other: late" })),
  });
  const show = (...all: string[]) => {
    answers["GET /connectors/changed/status"] = [200, states(...all)];
  };
  show("RUNNING", "FAILED");
  const healed = setTimeout(() => show("RUNNING", "RUNNING"), 300);
  await rest.waitUntilRunning("changed", 5_000, { failedMs: 3_000 });
  clearTimeout(healed);
  show("RUNNING", "FAILED");
  const began = performance.now();
  await expect(rest.waitUntilRunning("changed", 5_000, { failedMs: 500 })).rejects.toThrow(
    "connector changed failed: Other: late",
  );
  expect(performance.now() - began).toBeGreaterThanOrEqual(500);
});

test("a configuration is what Connect says it is", async () => {
  expect(await rest.config("orders")).toEqual({ name: "hunter2" });
});
