import { routeOf } from "../../../../src/rehearsal/engines/registry/routes";

const route = (method: string, path: string, artifactId?: string) =>
  routeOf({ method, steps: path.split("/").filter((step) => step !== ""), artifactId });

const resource = (operation: string, name: string) => ({
  ...{ kind: "resource", operation },
  resource: name,
});

describe("what a request to the schema registry wants", () => {
  test.each([
    ["GET", "subjects", { kind: "list" }],
    ["POST", "subjects/s", resource("read", "Subject:s")],
    ["DELETE", "subjects/s", resource("write", "Subject:s")],
    ["GET", "subjects/s/versions", resource("read", "Subject:s")],
    ["POST", "subjects/s/versions", resource("write", "Subject:s")],
    ["GET", "subjects/s/versions/latest", resource("read", "Subject:s")],
    ["DELETE", "subjects/s/versions/1", resource("write", "Subject:s")],
    ["POST", "compatibility/subjects/s/versions/1", resource("read", "Subject:s")],
    ["GET", "config", resource("read", "Config:")],
    ["PUT", "config", resource("write", "Config:")],
    ["GET", "config/s", resource("read", "Subject:s")],
    ["PUT", "config/s", resource("write", "Subject:s")],
    ["GET", "mode", resource("read", "Config:")],
    ["GET", "schemas/ids/7", { kind: "schema", id: "7" }],
    ["GET", "schemas/types", { kind: "list" }],
  ])("%s /%s", (method, path, wanted) => expect(route(method, path)).toEqual(wanted));

  test.each([
    ["POST", "apis/registry/v2/groups/default/artifacts", resource("write", "Subject:t-value")],
    [
      "GET",
      "apis/registry/v2/groups/default/artifacts/t-key/meta",
      resource("read", "Subject:t-key"),
    ],
    ["GET", "apis/registry/v2/ids/contentIds/7", { kind: "schema", id: "7" }],
  ])("of Apicurio's converters: %s /%s", (method, path, wanted) =>
    expect(route(method, path, "t-value")).toEqual(wanted),
  );

  test.each([
    ["PUT", "subjects/s"],
    ["GET", "subjects/s/versions/1/more"],
    ["DELETE", "config"],
    ["GET", "apis/registry/v2/admin/rules"],
    ["DELETE", "apis/registry/v2/groups/default/artifacts/s"],
    ["POST", "apis/registry/v2/groups/other/artifacts"],
    ["GET", "health"],
  ])("nothing that it has: %s /%s", (method, path) =>
    expect(route(method, path, "s")).toBeUndefined(),
  );

  test("an artifact without a name is nothing that it has", () =>
    expect(route("POST", "apis/registry/v2/groups/default/artifacts")).toBeUndefined());
});
