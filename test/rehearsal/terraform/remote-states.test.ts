import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  App,
  AzurermBackend,
  CloudBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  PgBackend,
  RemoteBackend,
  S3Backend,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
} from "cdktf";
import { rehearsedStates } from "../../../src/rehearsal/terraform/remote-states";

let outdir: string;
beforeEach(() => (outdir = mkdtempSync(join(tmpdir(), "remote-states-"))));
afterEach(() => rmSync(outdir, { recursive: true }));

const backends: Readonly<Record<string, (stack: TerraformStack) => unknown>> = {
  local: (stack) => new LocalBackend(stack, { path: `../../${stack.node.id}.tfstate` }),
  s3: (stack) =>
    new S3Backend(stack, { bucket: "states", key: stack.node.id, region: "eu-west-1" }),
  gcs: (stack) => new GcsBackend(stack, { bucket: "states", prefix: stack.node.id }),
  azurerm: (stack) =>
    new AzurermBackend(stack, {
      ...{ resourceGroupName: "group", storageAccountName: "account", containerName: "states" },
      key: stack.node.id,
    }),
  http: (stack) =>
    new HttpBackend(stack, { address: `https://states.example.org/${stack.node.id}` }),
  pg: (stack) => new PgBackend(stack, { connStr: "postgres://states", schemaName: stack.node.id }),
  remote: (stack) =>
    new RemoteBackend(stack, {
      organization: "shop",
      workspaces: new NamedRemoteWorkspace(stack.node.id),
    }),
  cloud: (stack) =>
    new CloudBackend(stack, {
      organization: "shop",
      workspaces: new NamedCloudWorkspace(stack.node.id),
    }),
};

/** Stack `reader` reads an attribute of a resource of stack `owner`; `other` is neither. */
function synthesize(keepState: (stack: TerraformStack) => unknown) {
  const app = new App({ outdir });
  const [, owner, reader] = ["other", "owner", "reader"].map((name) => {
    const stack = new TerraformStack(app, name);
    keepState(stack);
    return stack;
  });
  if (!owner || !reader) throw new Error("no stacks");
  const resource = new TerraformResource(owner, "thing", {
    terraformResourceType: "terraform_data",
  });
  new TerraformOutput(reader, "id", { value: resource.getStringAttribute("id") });
  app.synth();
  return (name: string) => join(outdir, "stacks", name);
}

test.each(Object.keys(backends))("a stack reads the rehearsed state of another: %s", (name) => {
  const stack = synthesize(backends[name] as (stack: TerraformStack) => unknown);
  expect(rehearsedStates(stack("reader"), (dir) => `${dir}/rehearsed`)).toEqual({
    data: {
      terraform_remote_state: {
        "cross-stack-reference-input-owner": {
          backend: "local",
          config: { path: `${stack("owner")}/rehearsed` },
          workspace: "default",
        },
      },
    },
  });
  expect(rehearsedStates(stack("owner"), () => "")).toEqual({});
});

test("the state of no stack of the app is refused", () => {
  const stack = synthesize(backends.s3 as (stack: TerraformStack) => unknown);
  rmSync(stack("owner"), { recursive: true });
  expect(() => rehearsedStates(stack("reader"), (dir) => dir)).toThrow(
    `${stack("reader")}/cdk.tf.json reads the state of a real deployment (terraform_remote_state), which a rehearsal never does; ` +
      "only stacks of one CDKTF app can refer to each other here, by the backend that one names and the other reads",
  );
});
