import {
  ApiError,
  type Diagnostic,
  MadeAndFailed,
  type ResourceHandler,
} from "../../../src/rehearsal/provider/resource-handler";
import type { Applied } from "../../../src/rehearsal/provider/operations";
import {
  serveProvider,
  type ServedProvider,
} from "../../../src/rehearsal/provider/protocol/server";
import { factsFolder } from "../support/facts";
import { Workspace } from "../support/terraform";
import { isUnknown } from "../../../src/stack/values";

interface Pg {
  id: string;
  project: string;
  service_name: string;
  plan: string;
  service_uri: string | null;
  service_host: string | null;
  service_port: number | null;
  service_password: string | null;
  pg: { host: string; port: number; uris: string[] }[];
  pg_user_config: { pg_version: string | null }[];
}

interface Connector {
  id: string;
  connector_name: string;
  config: Record<string, string>;
}

interface PgUser {
  id: string;
  username: string;
  password_wo: string | null;
}

/** What stands for Aiven. */
class Cloud {
  readonly services = new Map<string, Pg>();
  readonly passwords = new Map<string, string | null>();
}

const pg: ResourceHandler<Cloud, Pg> = {
  check(planned) {
    const diagnostics: Diagnostic[] = [];
    const [userConfig] = isUnknown(planned.pg_user_config) ? [] : planned.pg_user_config;
    const version = userConfig && !isUnknown(userConfig) ? userConfig.pg_version : null;
    const attribute = ["pg_user_config", 0, "pg_version"];
    if (version === "9.6") {
      diagnostics.push({ severity: "error", summary: "No such version", detail: "9.6", attribute });
    } else if (version === "15") {
      diagnostics.push({ severity: "warning", summary: "An old version", detail: "15", attribute });
    }
    return diagnostics;
  },
  create(config, { context, progress }) {
    if (config.plan === "banana") {
      throw new ApiError("Plan not found", "There is no plan banana", ["plan"]);
    }
    if (config.plan === "bug") throw new TypeError("it is not a function");
    progress(`starting ${config.service_name}`);
    const made = {
      service_host: "localhost",
      service_port: 5432,
      service_password: "s3cret",
      service_uri: "postgres://avnadmin:s3cret@localhost",
      pg: [{ host: "localhost", port: 5432, uris: ["a", "b"] }],
    };
    context.services.set(`${config.project}/${config.service_name}`, { ...config, ...made });
    if (config.plan === "broken") {
      throw new MadeAndFailed(made, new ApiError("Nodes do not start", "None of them"));
    }
    return made;
  },
  read(state, { context }) {
    return context.services.get(state.id);
  },
  update(prior, planned, { context }) {
    context.services.set(prior.id, planned);
    return undefined;
  },
  delete(state, { context }) {
    context.services.delete(state.id);
  },
};

const connector: ResourceHandler<Cloud, Connector> = {
  check(planned) {
    const named = isUnknown(planned.config) ? planned.connector_name : planned.config.name;
    if (named === planned.connector_name) return [];
    return [
      {
        severity: "error",
        summary: "config.name should be equal to the connector_name",
        attribute: ["config", "name"],
      },
    ];
  },
  create: () => ({ id: "mine" }),
  read: (state) => state,
  update: () => undefined,
  delete: () => undefined,
};

const pgUser: ResourceHandler<Cloud, PgUser> = {
  create(config, { context }) {
    context.passwords.set(config.username, config.password_wo);
    return undefined;
  },
  read: (state) => state,
  update(_, planned, { context }) {
    context.passwords.set(planned.username, planned.password_wo);
    return undefined;
  },
  delete: () => undefined,
};

const service = (body = "", { name = "db", plan = "startup-4" } = {}): string => `
  resource "aiven_pg" "db" {
    project      = "p"
    service_name = "${name}"
    plan         = "${plan}"
    ${body}
  }
  output "host" {
    value = aiven_pg.db.service_host
  }`;

let cloud: Cloud;
let applied: Applied[];
let progress: string[];
let provider: ServedProvider;
let workspace: Workspace;

jest.setTimeout(60_000);

beforeEach(async () => {
  cloud = new Cloud();
  applied = [];
  progress = [];
  provider = await serveProvider({
    facts: factsFolder,
    resourceHandlers: { aiven_pg: pg, aiven_kafka_connector: connector, aiven_pg_user: pgUser },
    context: cloud,
    onApplied: (change) => applied.push(change),
    onProgress: (type, message) => progress.push(`${type}: ${message}`),
  });
  workspace = new Workspace(provider.reattach);
});

afterEach(async () => {
  await provider.close();
  workspace.remove();
});

describe("a resource", () => {
  it("is made, left alone, changed in place, replaced and destroyed", async () => {
    expect((await workspace.init(service())).status).toBe(0);
    expect((await workspace.run("validate")).output).toContain("Success!");

    const made = await workspace.apply();
    expect(made.output).toContain('host = "localhost"');
    expect(made.output).not.toContain("s3cret");
    expect(applied).toEqual([{ type: "aiven_pg", id: "p/db", action: "create", stateOnly: false }]);
    expect(progress).toEqual(["aiven_pg: starting db"]);
    expect(workspace.state("aiven_pg.db")).toMatchObject({
      id: "p/db",
      service_type: "pg",
      service_port: 5432,
      pg: [
        {
          host: "localhost",
          uris: ["a", "b"],
          bouncer: expect.stringContaining("@held-db-p.rehearsal.invalid:"),
          params: [{ host: "localhost", port: 5432, password: "s3cret" }],
        },
      ],
    });
    expect((await workspace.plan("-detailed-exitcode")).output).toContain("No changes.");

    workspace.write(service("", { plan: "business-4" }));
    const { "aiven_pg.db": update } = await workspace.changes();
    expect(update).toMatchObject({ actions: ["update"], after: { service_host: "localhost" } });
    expect(changed(update)).toEqual(["plan"]);
    expect((await workspace.apply()).output).toContain("0 added, 1 changed, 0 destroyed");
    expect(cloud.services.get("p/db")).toMatchObject({ plan: "business-4", service_port: 5432 });

    workspace.write(service("", { name: "other", plan: "business-4" }));
    const { "aiven_pg.db": replacement } = await workspace.changes();
    expect(replacement).toMatchObject({
      actions: ["delete", "create"],
      replace_paths: [["service_name"]],
      after_unknown: { pg: true, service_uri: true },
    });
    expect((await workspace.apply()).output).toContain("1 added, 0 changed, 1 destroyed");
    expect([...cloud.services.keys()]).toEqual(["p/other"]);

    const destroyed = await workspace.run("destroy", "-auto-approve");
    expect(destroyed.output).toContain("1 destroyed");
    expect(cloud.services.size).toBe(0);
  });

  it("that drifted is put right, one that is gone is made again", async () => {
    await workspace.init(service());
    await workspace.apply();
    const made = cloud.services.get("p/db") as Pg;
    cloud.services.set("p/db", { ...made, plan: "hobbyist" });
    const { "aiven_pg.db": drifted } = await workspace.changes();
    expect(drifted).toMatchObject({ actions: ["update"], before: { plan: "hobbyist" } });
    await workspace.apply();
    expect(cloud.services.get("p/db")?.plan).toBe("startup-4");

    cloud.services.clear();
    expect((await workspace.changes())["aiven_pg.db"]).toMatchObject({ actions: ["create"] });
  });

  it("is imported under its id", async () => {
    await workspace.init(service());
    const there = { project: "p", service_name: "db", plan: "startup-4", service_host: "there" };
    cloud.services.set("p/db", there as Pg);
    expect((await workspace.run("import", "aiven_pg.db", "p/db")).output).toContain(
      "Import successful!",
    );
    expect(workspace.state("aiven_pg.db")).toMatchObject({ service_host: "there" });
    expect((await workspace.plan()).output).toContain("No changes.");
    expect((await workspace.run("import", "aiven_pg.other", "p/none")).status).not.toBe(0);
  });
});

describe("a fault", () => {
  it("is told at plan, against its argument", async () => {
    await workspace.init(service('pg_user_config {\n      pg_version = "9.6"\n    }'));
    for (const command of ["validate", "plan"]) {
      const { status, output } = await workspace.run(command);
      expect(status).toBe(1);
      expect(output).toMatch(/Error: No such version\s+with aiven_pg\.db,\s+on main\.tf line \d+/);
      expect(output).toContain('pg_version = "9.6"');
      expect(output.match(/No such version/g)).toHaveLength(1);
    }
  });

  it("that is only risky warns once and lets the plan be", async () => {
    await workspace.init(service('pg_user_config {\n      pg_version = "15"\n    }'));
    const { status, output } = await workspace.plan();
    expect(status).toBe(0);
    expect(output.match(/Warning: An old version/g)).toHaveLength(1);
    expect(output).toContain('pg_version = "15"');
  });

  it("is refused in Aiven's words at apply", async () => {
    await workspace.init(service("", { plan: "banana" }));
    const { status, output } = await workspace.apply();
    expect(status).toBe(1);
    expect(output).toContain("Error: Plan not found");
    expect(output).toContain('plan         = "banana"');
    expect(output).toContain("There is no plan banana");
    expect(output).not.toMatch(/\bat .*\.ts:/);
  });

  it("of what was made is kept with it, and the next apply replaces both", async () => {
    await workspace.init(service("", { plan: "broken" }));
    const { status, output } = await workspace.apply();
    expect(status).toBe(1);
    expect(output).toMatch(/Error: Nodes do not start[^]*None of them/);
    workspace.write(service());
    const repaired = await workspace.apply();
    expect(repaired.status).toBe(0);
    expect(repaired.output).toContain("is tainted, so must be replaced");
    expect(repaired.output).toContain("1 added, 0 changed, 1 destroyed");
  });

  it("of the rehearsal itself is a diagnostic, and the provider goes on", async () => {
    await workspace.init(service("", { plan: "bug" }));
    const { output } = await workspace.apply();
    expect(output).toContain("Error: The rehearsal failed: it is not a function");
    workspace.write(service());
    expect((await workspace.apply()).status).toBe(0);
  });
});

describe("a configuration", () => {
  it("with an argument removed from the user configuration changes nothing", async () => {
    await workspace.init(
      service('pg_user_config {\n      pg_version = "17"\n      backup_hour = 3\n    }'),
    );
    await workspace.apply();
    workspace.write(service('pg_user_config {\n      pg_version = "17"\n    }'));
    expect((await workspace.plan()).output).toContain("No changes.");
    workspace.write(service());
    expect((await workspace.plan()).output).toContain("No changes.");
  });

  it("of a connector is unknown as a whole, and its keys are seen to go", async () => {
    const config = (keys: string): string =>
      `${service()}
      resource "aiven_kafka_connector" "c" {
        project        = "p"
        service_name   = "connect"
        connector_name = "c"
        config = { "name" = "c", ${keys} }
      }`;
    await workspace.init(config('"database.hostname" = aiven_pg.db.service_host, "a" = 1'));
    const { "aiven_kafka_connector.c": planned } = await workspace.changes();
    expect(planned?.after_unknown).toMatchObject({ config: true });
    await workspace.apply();
    const known = { name: "c", "database.hostname": "localhost", a: "1" };
    expect(workspace.state("aiven_kafka_connector.c")).toMatchObject({ id: "mine", config: known });

    workspace.write(config('"database.hostname" = aiven_pg.db.service_host'));
    const { "aiven_kafka_connector.c": removed } = await workspace.changes();
    expect(changed(removed)).toEqual(["config"]);

    workspace.write(config('"a" = 1').replace('"name" = "c"', '"name" = "d"'));
    const { output } = await workspace.plan();
    expect(output).toContain("Error: config.name should be equal to the connector_name");
    expect(output).toContain('config = { "name" = "d"');
  });

  it("that is write-only reaches the service and never the state", async () => {
    const user = (password: string, version: number): string => `
      resource "aiven_pg_user" "u" {
        project             = "p"
        service_name        = "db"
        username            = "u"
        password_wo         = "${password}"
        password_wo_version = ${version}
      }`;
    await workspace.init(user("first-s3cret", 1));
    await workspace.apply();
    expect(cloud.passwords.get("u")).toBe("first-s3cret");
    expect(workspace.stateText()).not.toContain("first-s3cret");
    expect(workspace.state("aiven_pg_user.u")).toMatchObject({ password: null, type: "regular" });
    workspace.write(user("second-n3w", 2));
    await workspace.apply();
    expect(cloud.passwords.get("u")).toBe("second-n3w");
    expect(workspace.stateText()).not.toContain("second-n3w");
  });

  it("may look up what the rehearsal has made", async () => {
    const data = (name: string): string => `${service()}
      data "aiven_pg" "found" {
        project      = "p"
        service_name = ${name}
      }
      output "found" {
        value = data.aiven_pg.found.service_port
      }`;
    await workspace.init(data("aiven_pg.db.service_name"));
    expect((await workspace.apply()).output).toContain("found = 5432");
  });
});

it("a state of an older provider is read without what is no more", async () => {
  await workspace.init(service());
  await workspace.apply();
  const state = workspace.stateText().replace('"project":', '"m3db": [1],\n"project":');
  workspace.writeState(state);
  expect((await workspace.plan()).output).toContain("No changes.");
});

/** The top-level attributes in which before and after differ. */
function changed(
  change: { before: Record<string, unknown> | null; after: Record<string, unknown> } | undefined,
): string[] {
  const { before, after = {} } = change ?? {};
  return Object.keys(after).filter(
    (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after[name]),
  );
}
