import { addressOf, type AdoptedResource, type Remark } from "../model/configuration";
import { isLiteral } from "../model/expressions";
import { isPlain } from "../model/relations";
import { bodiesOf, type BlockSchema, providerVersion, schemaOf } from "../model/schema";
import type { Json, JsonBody } from "../../base/json";
import { type Code, objectOf, propertyName, quoted } from "./code";
import { bindingName } from "./names";
import type { Scope } from "./scope";
import {
  type Assignment,
  created,
  importOf,
  isPreventDestroy,
  metaOf,
  override,
  type Placed,
  withoutMeta,
  type Written,
} from "./statement";
import { propsOf, text, value } from "./values";

/** The props that a construct takes for a service's settings, and what of them it would change. */
export interface Settings {
  readonly props: readonly (readonly [string, Code | undefined])[];
  /** The settings in full, where the construct's own defaults would be added to them. */
  readonly exact?: { readonly put: string; readonly value: Code; readonly why: string };
  readonly overrides: readonly (readonly [path: string, value: Json])[];
}

/** The construct's class for a type of service, and its settings; undefined where it cannot be the same. */
export interface ServiceConstruct {
  readonly name: string;
  readonly block: string;
  settings(config: JsonBody, schema: BlockSchema, scope: Scope): Settings | undefined;
}

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** A service as its construct, with what the construct has no prop for said on its resource. */
export function service(
  construct: ServiceConstruct,
  resource: AdoptedResource,
  placed: Placed,
  scope: Scope,
): Written | undefined {
  const { constant } = placed;
  const body = withoutMeta(resource.body);
  const schema = schemaOf(resource);
  const needed = ["project", "service_name", "cloud_name", "plan"];
  if (!schema || !isPlain(resource) || "dynamic" in body) return undefined;
  if (needed.some((name) => typeof body[name] !== "string")) return undefined;
  const configs = bodiesOf(body[construct.block]);
  const [config = {}] = configs;
  const nested = schema.block_types?.[construct.block]?.block ?? {};
  if (configs.length > 1) return undefined;
  const settings = construct.settings(config, nested, scope);
  if (!settings) return undefined;
  const common = commonProps(body, scope);
  const isProtected = isPreventDestroy("lifecycle", resource.body.lifecycle ?? null);
  const bindings = `${constant}.resource`;
  const rest = Object.fromEntries(
    Object.entries(body).filter(([name]) => name !== construct.block && !common.taken.has(name)),
  );
  const others = propsOf(rest, schema, scope);
  scope.declare({ resource, constant, construct: construct.name, bindings });
  const { exact } = settings;
  return {
    statement: {
      comments: [],
      constant,
      creation: created(scope.import("#constructs", construct.name), placed, [
        ...common.props,
        ...(isProtected ? [["preventDestroy", "true"] as const] : []),
        ...settings.props,
      ]),
      more: [
        ...(exact ? [{ call: `${bindings}.${exact.put}`, args: [exact.value] }] : []),
        ...others.entries.map(([name, given]) => said(bindings, name, given, schema)),
        ...[...settings.overrides, ...others.overrides].map(([path, given]) =>
          override(bindings, path, given, scope),
        ),
        ...metaOf(resource, bindings, scope, isPreventDestroy),
        ...importOf(resource, bindings, scope),
      ],
    },
    remarks: [
      ...(exact ? [{ kind: "kept" as const, where: addressOf(resource), what: exact.why }] : []),
      ...others.unknown.map((path): Remark => ({
        kind: "left out",
        where: `${addressOf(resource)}.${path}`,
        what: `the provider (${providerVersion()}) has no such argument`,
      })),
    ],
  };
}

/** An attribute is assigned to, a block is put. */
function said(bindings: string, name: string, given: Code, schema: BlockSchema): Code | Assignment {
  const isBlock = Object.keys(schema.block_types ?? {}).some((each) => bindingName(each) === name);
  if (!isBlock) return { to: `${bindings}.${name}`, value: given };
  return { call: `${bindings}.put${name.charAt(0).toUpperCase()}${name.slice(1)}`, args: [given] };
}

/** What all services share. */
function commonProps(body: JsonBody, scope: Scope) {
  const taken = new Set(["project", "service_name", "cloud_name", "plan"]);
  const given = (name: string) => text(String(body[name]), scope);
  const props: (readonly [string, Code | undefined])[] = [
    ["project", given("project")],
    ["serviceName", given("service_name")],
    ["cloudName", given("cloud_name")],
    ["plan", given("plan")],
  ];
  const take = (name: string, prop: string, code: Code | undefined) => {
    if (code === undefined) return;
    taken.add(name);
    props.push([prop, code]);
  };
  const { maintenance_window_dow: day, maintenance_window_time: time } = body;
  if (days.includes(String(day)) && typeof time === "string") {
    taken.add("maintenance_window_time");
    const window = objectOf([
      ["dayOfWeek", quoted(String(day))],
      ["time", text(time, scope)],
    ]);
    take("maintenance_window_dow", "maintenanceWindow", window);
  }
  const { project_vpc_id: vpc, termination_protection: isTerminationRefused } = body;
  if (typeof vpc === "string") take("project_vpc_id", "projectVpcId", text(vpc, scope));
  if (/^(true|false)$/.test(String(isTerminationRefused))) {
    take("termination_protection", "terminationProtection", String(isTerminationRefused));
  }
  take("tech_emails", "contacts", contacts(body.tech_emails, scope));
  take("tag", "tags", tags(body.tag, scope));
  return { props, taken };
}

function contacts(given: Json | undefined, scope: Scope): Code | undefined {
  const emails = bodiesOf(given).map(({ email }) => email);
  if (emails.length === 0 || !emails.every((email) => typeof email === "string")) return undefined;
  return { array: emails.map((email) => text(String(email), scope)) };
}

function tags(given: Json | undefined, scope: Scope): Code | undefined {
  const pairs = bodiesOf(given);
  const keys = pairs.map(({ key }) => key);
  const isMap =
    pairs.length > 0 &&
    new Set(keys).size === keys.length &&
    keys.every((key) => typeof key === "string" && isLiteral(key)) &&
    pairs.every((pair) => typeof pair.value === "string");
  if (!isMap) return undefined;
  return objectOf(
    pairs.map((pair) => [propertyName(String(pair.key)), value(pair.value ?? "", "string", scope)]),
  );
}
