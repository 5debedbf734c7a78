import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basicAuthorization } from "../../../../src/clients/basic-auth";
import type { Gateway } from "../../../../src/rehearsal/engines/gateway";
import { freePorts } from "../../../../src/rehearsal/engines/ports";
import { incompatibilitiesIn } from "../../../../src/rehearsal/engines/registry/as-karapace";
import { startRegistryGateway } from "../../../../src/rehearsal/engines/registry/registry-gateway";

const admin = { username: "avnadmin", password: "right" };
const reader = { username: "reader", password: "also right" };
const own = { username: "rehearsal", password: "the registry's own" };

let behind: Server;
let gateway: Gateway;
let url: string;
let starts = 0;
const seen: string[] = [];
const answers: Record<string, [status: number, json: unknown]> = {
  "GET /apis/ccompat/v7/subjects": [200, ["open-value", "secret-value"]],
  "GET /apis/ccompat/v7/schemas/ids/1": [200, { schema: '"int"' }],
  "GET /apis/ccompat/v7/schemas/ids/1/versions": [200, [{ subject: "open-value", version: 1 }]],
  "GET /apis/ccompat/v7/schemas/ids/2": [200, { schema: '"string"' }],
  "GET /apis/ccompat/v7/schemas/ids/2/versions": [200, [{ subject: "secret-value", version: 1 }]],
  "GET /apis/ccompat/v7/subjects/open-value/versions": [200, [1, 2]],
  "GET /apis/ccompat/v7/subjects/gone/versions": [
    404,
    { error_code: 40401, message: "No artifact" },
  ],
  "GET /apis/ccompat/v7/config": [200, { compatibilityLevel: "BACKWARD" }],
  "GET /apis/registry/v3/groups/default/artifacts/open-value": [200, {}],
  "POST /apis/ccompat/v7/subjects/open-value/versions": [
    409,
    {
      error_code: 409,
      message:
        "io.apicurio.registry.rules.RuleViolationException: Incompatible artifact: s1 [AVRO], num of incompatible diffs: {1}, list of diff types: [b at /fields/1]",
    },
  ],
};

beforeAll(async () => {
  behind = createServer((request, response) => {
    const question = `${request.method} ${request.url}`;
    seen.push(question);
    const isOwn = request.headers.authorization === basicAuthorization(own);
    const [status, json] = isOwn ? (answers[question] ?? [404, {}]) : [401, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
  });
  await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
  const [port] = (await freePorts(1)) as [number];
  url = `http://127.0.0.1:${port}`;
  gateway = await startRegistryGateway({
    port,
    registry: () => {
      starts += 1;
      return Promise.resolve({ port: (behind.address() as AddressInfo).port, login: own });
    },
    isUser: (login) =>
      [admin, reader].some((each) => JSON.stringify(each) === JSON.stringify(login)),
    mayDo: (user, operation, resource) =>
      user === admin.username || (operation === "read" && resource === "Subject:open-value"),
  });
});
afterAll(async () => {
  await gateway.close();
  await new Promise((resolve) => behind.close(resolve));
});
beforeEach(() => seen.splice(0));

async function ask(path: string, as: typeof admin | undefined, init: RequestInit = {}) {
  const response = await fetch(`${url}${path}`, {
    ...init,
    headers: { ...(as && { authorization: basicAuthorization(as) }), ...init.headers },
  });
  return [response.status, await response.json()];
}

describe("the address of a schema registry", () => {
  test("who is not logged in, or wants what it does not have, does not start the registry", async () => {
    expect(await ask("/subjects", undefined)).toEqual([401, { message: "Unauthorized" }]);
    const wrong = { ...admin, password: "wrong" };
    expect(await ask("/subjects", wrong)).toEqual([401, { message: "Unauthorized" }]);
    expect(await ask("/health", admin)).toEqual([
      404,
      { error_code: 404, message: "the registry has no GET /health" },
    ]);
    expect(await ask("/subjects/secret-value/versions", reader)).toEqual([
      403,
      { message: "Forbidden" },
    ]);
    expect(starts).toBe(0);
  });

  test("refuses what another page sends", async () => {
    const headers = { origin: "http://evil.example" };
    expect(await ask("/subjects", admin, { headers })).toEqual([
      403,
      { error_code: 403, message: "no other page may send requests here" },
    ]);
  });

  test("the administrator sees everything, a reader what the ACLs give", async () => {
    expect(await ask("/subjects", admin)).toEqual([200, ["open-value", "secret-value"]]);
    expect(await ask("/subjects", reader)).toEqual([200, ["open-value"]]);
    expect(await ask("/subjects/open-value/versions", reader)).toEqual([200, [1, 2]]);
    const put = { method: "POST", body: "{}" };
    expect(await ask("/subjects/open-value/versions", reader, put)).toEqual([
      403,
      { message: "Forbidden" },
    ]);
    expect(await ask("/config", reader)).toEqual([403, { message: "Forbidden" }]);
  });

  test("a schema is there for those who may read a subject of it", async () => {
    expect(await ask("/schemas/ids/2", admin)).toEqual([200, { schema: '"string"' }]);
    expect(await ask("/schemas/ids/1", reader)).toEqual([200, { schema: '"int"' }]);
    expect(await ask("/schemas/ids/2", reader)).toEqual([
      404,
      { error_code: 40403, message: "Schema not found" },
    ]);
  });

  test("no name leads out of the interface", async () => {
    const path = "/subjects/%2e%2e%2f%2e%2e/versions";
    expect((await ask(path, admin))[0]).toBe(404);
    expect(seen).toEqual([]);
  });

  test("answers in Karapace's words", async () => {
    expect(await ask("/mode", admin)).toEqual([200, { mode: "READWRITE" }]);
    expect(await ask("/subjects/gone/versions", admin)).toEqual([
      404,
      { error_code: 40401, message: "Subject 'gone' not found." },
    ]);
    expect(await ask("/config/open-value", admin)).toEqual([
      404,
      {
        error_code: 40408,
        message: "Subject 'open-value' does not have subject-level compatibility configured",
      },
    ]);
    const change = { method: "POST", body: JSON.stringify({ schema: "{}" }) };
    expect(await ask("/subjects/open-value/versions", admin, change)).toEqual([
      409,
      {
        error_code: 409,
        message:
          "Incompatible schema, compatibility_mode=BACKWARD. Incompatibilities: b at /fields/1",
      },
    ]);
    const level = { method: "PUT", body: JSON.stringify({ compatibility: "SOME" }) };
    expect(await ask("/config", admin, level)).toEqual([
      422,
      {
        error_code: 42203,
        message:
          "compatibility must be one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE",
      },
    ]);
  });

  test("a reason of another form stays as it is", () =>
    expect(incompatibilitiesIn("something else")).toBe("something else"));
});
