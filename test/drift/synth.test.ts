import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { warnOfRemoved } from "../../src/drift/at-synth.cjs";

const backends = {
  local: { local: { path: "../../../terraform.shop.tfstate" } },
  absolute: { local: { path: "" } },
  remote: { s3: { bucket: "b", key: "k" } },
};

let folder: string;
let before: string;
beforeEach(() => {
  before = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "aiven-cdc-drift-"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, content: unknown): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, file), text);
}

/** What a synth has written: one service, whose code says nothing but its name. */
function synthesize(backend: keyof typeof backends): void {
  const notes = { metadata: { path: "shop/db/Default" } };
  const terraform = { backend: structuredClone(backends[backend]) };
  if (backend === "absolute") {
    terraform.backend = { local: { path: join(folder, "terraform.shop.tfstate") } };
  }
  const stack = { workingDirectory: "stacks/shop", annotations: [] };
  write("cdktf.out/stacks/shop/cdk.tf.json", {
    terraform,
    resource: { aiven_pg: { db: { "//": notes, service_name: "db" } } },
  });
  write("cdktf.out/manifest.json", { stacks: { shop: stack } });
}

const state = (config: object) => ({
  version: 4,
  resources: [
    {
      mode: "managed",
      type: "aiven_pg",
      name: "db",
      instances: [{ attributes: { service_name: "db", pg_user_config: [config] } }],
    },
  ],
});

function warnings(): { constructPath: string; message: string }[] {
  warnOfRemoved("cdktf.out");
  return JSON.parse(readFileSync("cdktf.out/manifest.json", "utf8")).stacks.shop.annotations;
}

const stays = (path: string) => ({
  constructPath: "shop/db",
  level: "@cdktf/warn",
  message: `${path} is no longer in the code, and its value stays on the service: Terraform leaves it; \`npx cdc drift\` shows what to do`,
});

test.each(["local", "absolute"] as const)(
  "with a %s state file, what stays is warned of and its value is not told",
  (backend) => {
    synthesize(backend);
    write("terraform.shop.tfstate", state({ backup_hour: 3, admin_password: "s3cret" }));
    expect(warnings()).toEqual([
      stays("pg_user_config.backup_hour"),
      stays("pg_user_config.admin_password"),
    ]);
    expect(readFileSync("cdktf.out/manifest.json", "utf8")).not.toContain("s3cret");
  },
);

test("with another backend it is what was remembered", () => {
  synthesize("remote");
  expect(warnings()).toEqual([]);
  const remembered = { "aiven_pg.db": { pg_user_config: [{ pg: [{ work_mem: 8 }] }] } };
  write("deployed/shop.json", remembered);
  expect(warnings()).toEqual([stays("pg_user_config.pg.work_mem")]);
});

test("a removed setting of a topic is warned of where it was remembered", () => {
  synthesize("remote");
  const stack = JSON.parse(readFileSync("cdktf.out/stacks/shop/cdk.tf.json", "utf8"));
  stack.resource.aiven_kafka_topic = {
    orders: {
      "//": { metadata: { path: "shop/topics/orders" } },
      config: { cleanup_policy: "delete" },
    },
  };
  write("cdktf.out/stacks/shop/cdk.tf.json", stack);
  write("deployed/shop.json", {
    "aiven_kafka_topic.orders": { config: [{ cleanup_policy: "delete", retention_ms: "1000" }] },
  });
  expect(warnings()).toEqual([
    { ...stays("config.retention_ms"), constructPath: "shop/topics/orders" },
  ]);
});

test("what was remembered and has been reset since is none", () => {
  synthesize("local");
  write("deployed/shop.json", { "aiven_pg.db": { pg_user_config: [{ backup_hour: 3 }] } });
  write("terraform.shop.tfstate", state({ backup_hour: 12, backup_minute: 37 }));
  expect(warnings()).toEqual([]);
  write("terraform.shop.tfstate", state({ backup_hour: 3, backup_minute: 37 }));
  expect(warnings()).toEqual([stays("pg_user_config.backup_hour")]);
});

test("many are told in one line, with how to tell them from Aiven's own choice", () => {
  synthesize("local");
  const five = { a: 1, b: 1, c: 1, d: 1, e: 1 };
  write("terraform.shop.tfstate", state(five));
  expect(warnings()).toHaveLength(5);
  synthesize("local");
  write("terraform.shop.tfstate", state({ ...five, f: 1 }));
  expect(warnings()).toEqual([
    {
      constructPath: "shop",
      level: "@cdktf/warn",
      message:
        "6 arguments on the services are not in the code, the first aiven_pg.db pg_user_config.a: removed ones stay, Terraform leaves them; " +
        "`npx cdc drift` names them, and `npx cdc drift --remember` separates them from Aiven's own choices",
    },
  ]);
});

test.each([
  ["is no JSON", "{"],
  ["is encrypted", { encrypted_data: "…" }],
  ["is empty", ""],
])("a state that %s is no reason to fail", (_what, content) => {
  synthesize("local");
  write("terraform.shop.tfstate", content);
  expect(warnings()).toEqual([]);
});
