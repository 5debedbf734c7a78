import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Misuse } from "../../base/user-error";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import type { AdoptedResource, Configuration, Remark } from "../model/configuration";
import { expressionOf } from "../model/expressions";
import { bodiesOf } from "../model/schema";

/** A configuration of the Aiven provider as its owner has it: a folder with `.tf` and `.tf.json`. */
export async function readTerraformFolder(folder: string): Promise<Configuration> {
  const names = readdirSync(folder).sort();
  const files = names.filter((name) => /\.tf(\.json)?$/.test(name));
  if (files.length === 0) {
    throw new Misuse(
      `${folder} holds no file .tf or .tf.json; name the folder of a Terraform configuration`,
    );
  }
  const parsed: JsonBody[] = [];
  for (const name of files) parsed.push(await parse(join(folder, name)));
  const unread = names.filter((name) => /\.tfvars(\.json)?$/.test(name));
  return configurationOf(parsed, folder, [
    ...unread.map((name): Remark => ({
      kind: "next",
      where: name,
      what: "values of variables stay there: set them as TF_VAR_…, or pass the file with -var-file",
    })),
  ]);
}

async function parse(file: string): Promise<JsonBody> {
  const text = readFileSync(file, "utf8");
  try {
    if (file.endsWith(".json")) return JSON.parse(text, withoutComments) as JsonBody;
    const hcl = await import("@cdktn/hcl2json");
    return (await hcl.parse(file, text)) as JsonBody;
  } catch (error) {
    const [reason = ""] = String((error as Error).message).split("\n");
    throw new Misuse(`${file} cannot be parsed: ${reason}`);
  }
}

/** In Terraform's JSON syntax, a comment is a property of that name. */
function withoutComments(name: string, value: unknown): unknown {
  return name === "//" ? undefined : value;
}

const understood = [
  "resource",
  "data",
  "variable",
  "locals",
  "output",
  "module",
  "provider",
  "terraform",
  "import",
];

function configurationOf(
  files: readonly JsonBody[],
  folder: string,
  remarks: readonly Remark[],
): Configuration {
  const all = (name: string) => files.flatMap((file) => bodiesOf(file[name]));
  const labelled = (name: string) =>
    Object.fromEntries(
      all(name)
        .flatMap((each) => Object.entries(each))
        .map(onlyBody),
    );
  const ids = importIds(all("import"));
  const terraform = all("terraform");
  const { aiven, ...providers } = labelled("provider");
  const { aiven: own, ...requiredProviders } = Object.fromEntries(
    terraform
      .flatMap(({ required_providers: required }) => bodiesOf(required))
      .flatMap((each) => Object.entries(each)),
  );
  const found: Remark[] = [
    ...remarks,
    ...otherBlocks(files),
    ...terraform.flatMap(settingRemarks),
    ...providerRemarks(aiven, own),
  ];
  return {
    resources: [
      ...resourcesIn("data", all("data"), ids),
      ...resourcesIn("managed", all("resource"), ids),
    ],
    variables: Object.fromEntries(
      Object.entries(labelled("variable")).map(([name, body]) => [name, variableOf(body)]),
    ),
    locals: Object.fromEntries(all("locals").flatMap((each) => Object.entries(each))),
    outputs: labelled("output"),
    modules: Object.fromEntries(
      Object.entries(labelled("module")).map(([name, body]) => [name, moduleOf(body, folder)]),
    ),
    providers,
    requiredProviders,
    imports: [],
    remarks: found,
  };
}

function onlyBody([name, value]: [string, Json]): [string, JsonBody] {
  return [name, bodiesOf(value)[0] ?? {}];
}

function resourcesIn(
  mode: AdoptedResource["mode"],
  groups: readonly JsonBody[],
  ids: ReadonlyMap<string, string>,
): AdoptedResource[] {
  return groups.flatMap((group) =>
    Object.entries(group).flatMap(([type, named]) =>
      bodiesOf(named).flatMap((each) =>
        Object.entries(each).map(([name, value]) => ({
          mode,
          type,
          name,
          body: bodiesOf(value)[0] ?? {},
          ...(mode === "managed" && { id: ids.get(`${type}.${name}`) }),
        })),
      ),
    ),
  );
}

function importIds(blocks: readonly JsonBody[]): Map<string, string> {
  return new Map(
    blocks.flatMap(({ to, id }): [string, string][] => {
      const address = expressionOf(to) ?? to;
      return typeof address === "string" && typeof id === "string" ? [[address, id]] : [];
    }),
  );
}

/** `type` and the names that conditions refer to are no templates in Terraform's JSON syntax. */
function variableOf(body: JsonBody): JsonBody {
  return body.type === undefined ? body : { ...body, type: expressionOf(body.type) ?? body.type };
}

/** A module beside the configuration is found from where the app is synthesized. */
function moduleOf(body: JsonBody, folder: string): JsonBody {
  const { source } = body;
  if (typeof source !== "string" || !/^\.\.?\//.test(source)) return body;
  const path = relative(process.cwd(), resolve(folder, source));
  return { ...body, source: path.startsWith("..") ? path : `./${path}` };
}

function otherBlocks(files: readonly JsonBody[]): Remark[] {
  const names = new Set(files.flatMap((file) => Object.keys(file)));
  return [...names]
    .filter((name) => !understood.includes(name))
    .map((name) => ({
      kind: "left out",
      where: name,
      what: `blocks of this kind are not carried over; write them in the app where they are still needed`,
    }));
}

function settingRemarks(body: JsonBody): Remark[] {
  return Object.entries(body).flatMap(([name, value]): Remark[] => {
    if (name === "required_providers") return [];
    if (name === "backend" || name === "cloud") {
      const [kind = ""] = name === "cloud" ? [] : Object.keys(bodiesOf(value)[0] ?? {});
      return [
        {
          kind: "left out",
          where: `terraform.${name}${kind && ` "${kind}"`}`,
          what: "the app has a state of its own; to go on with that one, give AivenStack its backend",
        },
      ];
    }
    return [
      {
        kind: "left out",
        where: `terraform.${name}`,
        what: "cdktf writes the settings of Terraform itself",
      },
    ];
  });
}

function providerRemarks(aiven: Json | undefined, own: Json | undefined): Remark[] {
  const remarks: Remark[] = [];
  const { api_token: token, ...others } = isJsonObject(aiven) ? aiven : {};
  const expression = expressionOf(token);
  if (token !== undefined && expression !== "var.api_token") {
    const was = expression === undefined ? "a literal, which is not written" : expression;
    remarks.push({
      kind: "renamed",
      where: "provider.aiven.api_token",
      what: `comes from the variable api_token (TF_VAR_api_token); it was ${was}`,
    });
  }
  for (const name of Object.keys(others)) {
    remarks.push({
      kind: "left out",
      where: `provider.aiven.${name}`,
      what: "AivenStack configures the provider by its token alone",
    });
  }
  const version = isJsonObject(own) ? own.version : undefined;
  if (version !== undefined) {
    remarks.push({
      kind: "renamed",
      where: "terraform.required_providers.aiven.version",
      what: `the version is that of the bindings; it was ${JSON.stringify(version)}`,
    });
  }
  return remarks;
}
