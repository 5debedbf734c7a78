import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basicAuthorization } from "../../../../src/clients/basic-auth";
import { startConnectGateway } from "../../../../src/rehearsal/engines/connect/connect-gateway";
import type { Gateway } from "../../../../src/rehearsal/engines/gateway";
import { freePorts } from "../../../../src/rehearsal/engines/ports";

const admin = { username: "avnadmin", password: "right" };
const worker = { username: "rehearsal", password: "the worker's own" };

let behind: Server;
let gateway: Gateway;
let port: number;
const seen: { method?: string; url?: string; headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  behind = createServer((incoming, response) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      seen.push({ method: incoming.method, url: incoming.url, headers: incoming.headers, body });
      response.writeHead(201, { "x-of": "worker" }).end(`answer to ${incoming.url}`);
    });
  });
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
  [port] = (await freePorts(1)) as [number];
  gateway = await startConnectGateway({
    ...{ port, admin, worker, workerPort: (behind.address() as AddressInfo).port },
    refuse: (config) => (config["signal.file"] ? "signal.file is refused" : undefined),
  });
});
afterAll(async () => {
  await gateway.close();
  await new Promise((resolve) => behind.close(resolve));
});
beforeEach(() => seen.splice(0));

function send(headers: Record<string, string>, options: { method?: string; body?: string } = {}) {
  return new Promise<{ status?: number; text: string; headers: IncomingHttpHeaders }>(
    (resolve, reject) => {
      const sent = request(
        {
          ...{ host: "127.0.0.1", port, path: "/connectors?expand=status" },
          ...{ method: options.method ?? "GET", headers, agent: false },
        },
        (response) => {
          let text = "";
          response.on("data", (chunk: Buffer) => (text += chunk.toString()));
          response.on("end", () =>
            resolve({ status: response.statusCode, text, headers: response.headers }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(options.body);
    },
  );
}

const authorization = basicAuthorization(admin);

test("passes a request with the right password on, with the worker's own password", async () => {
  const body = JSON.stringify({ name: "a" });
  const { status, text, headers } = await send({ authorization }, { method: "POST", body });
  expect([status, text, headers["x-of"]]).toEqual([
    201,
    "answer to /connectors?expand=status",
    "worker",
  ]);
  expect(seen).toMatchObject([{ method: "POST", url: "/connectors?expand=status", body }]);
  expect(seen[0]?.headers.authorization).toBe(basicAuthorization(worker));
});

test.each([
  ["no password", {}],
  ["a wrong password", { authorization: basicAuthorization({ ...admin, password: "wrong" }) }],
  ["the worker's own password", { authorization: basicAuthorization(worker) }],
  ["another scheme", { authorization: "Bearer right" }],
])("refuses %s with 401", async (_what, headers) => {
  const { status, headers: answered } = await send(headers as Record<string, string>);
  expect([status, answered["www-authenticate"]]).toEqual([401, 'Basic realm="Kafka Connect"']);
  expect(seen).toEqual([]);
});

test.each([
  ["a foreign Host", { host: "evil.example" }],
  ["a foreign Host with the right port", { host: "evil.example:PORT" }],
  ["the right Host with another port", { host: "127.0.0.1:1" }],
  ["a foreign Origin", { origin: "http://evil.example" }],
  ["an opaque Origin", { origin: "null" }],
  ["another port of this machine as Origin", { origin: "http://127.0.0.1:1" }],
  ["a request of another site's page", { "sec-fetch-site": "cross-site" }],
  ["a request of a page on another port", { "sec-fetch-site": "same-site" }],
])("refuses %s with 403, whatever the password", async (_what, headers) => {
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace("PORT", String(port))]),
  );
  expect((await send({ authorization, ...named })).status).toBe(403);
  expect(seen).toEqual([]);
});

test.each<Record<string, string>>([
  {},
  { origin: "ORIGIN" },
  { host: "localhost:PORT" },
  { "sec-fetch-site": "none" },
])("takes a request of its own page or of a program: %j", async (headers) => {
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replace("ORIGIN", `http://127.0.0.1:${port}`).replace("PORT", String(port)),
    ]),
  );
  expect((await send({ authorization, ...named })).status).toBe(201);
});

test.each([
  ["PUT", { "signal.file": "/etc/passwd" }],
  ["POST", { name: "a", config: { "signal.file": "/etc/passwd" } }],
])("refuses a configuration that the rehearsal refuses, sent by %s", async (method, config) => {
  const { status, text } = await send({ authorization }, { method, body: JSON.stringify(config) });
  expect([status, JSON.parse(text).message]).toEqual([400, "signal.file is refused"]);
  expect(seen).toEqual([]);
});

test("refuses a body that is too large, and goes on", async () => {
  const body = "x".repeat((10 << 20) + 1);
  const ended = await send({ authorization }, { method: "POST", body }).catch(() => undefined);
  expect([413, undefined]).toContain(ended?.status);
  expect((await send({ authorization })).status).toBe(201);
});
