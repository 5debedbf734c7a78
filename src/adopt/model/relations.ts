import { own } from "../../base/own";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import { addressOf, type AdoptedResource, isAivens } from "./configuration";
import { attributeReferenceOf, expressionOf, partsOf } from "./expressions";

/**
 * Looks up what an expression comes to, as far as the configuration alone decides it: another
 * resource's argument, a local.
 */
export class Resolver {
  readonly #byAddress: ReadonlyMap<string, AdoptedResource>;

  constructor(
    resources: readonly AdoptedResource[],
    private readonly locals: Readonly<Record<string, Json>>,
  ) {
    this.#byAddress = new Map(resources.map((each) => [addressOf(each), each]));
  }

  /** The text with every expression replaced that can be; one of a variable stays. */
  resolved(text: string, depth = 0): string {
    const parts = partsOf(text);
    if (!parts || depth > 20) return text;
    return parts
      .map((part) => {
        if ("literal" in part) return part.literal;
        const value = this.#valueOf(part.expression);
        return value === undefined ? `\${${part.expression}}` : this.resolved(value, depth + 1);
      })
      .join("");
  }

  #valueOf(expression: string): string | undefined {
    const local = /^local\.([\w-]+)$/.exec(expression)?.[1];
    const reference = attributeReferenceOf(expression);
    const value = local
      ? own(this.locals, local)
      : reference && this.#byAddress.get(reference.address)?.body[reference.attribute];
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return typeof value === "string" ? value : undefined;
  }
}

/** What names a service: `aiven_pg` of that project and name, however these are written. */
export function serviceKey(resolver: Resolver, type: string, project?: Json, name?: Json): string {
  const text = (value: Json | undefined) => resolver.resolved(String(value ?? ""));
  return `${type}/${text(project)}/${text(name)}`;
}

/** Whether there is one of it: neither `count` nor `for_each`, and of the default provider. */
export function isPlain({ body }: AdoptedResource): boolean {
  return !["count", "for_each", "provider", "provisioner", "connection"].some(
    (name) => body[name] !== undefined,
  );
}

const serviceNames = ["service_name", "source_service_name", "destination_service_name"];

/** What a connector knows of its database, by the attribute of the service that it is. */
const ofDatabase: Readonly<Record<string, string>> = {
  "database.hostname": "service_host",
  "database.port": "service_port",
  "database.user": "service_username",
  "database.password": "service_password",
};

/** A resource with all that is known of what it stands for, computed values among them. */
export interface Known {
  readonly resource: AdoptedResource;
  readonly attributes: JsonBody;
}

/**
 * A state has values where its configuration had references. What names a service that is adopted,
 * too, refers to it again, so that Terraform knows the order; so does what leads to a database.
 */
export function related(known: readonly Known[]): AdoptedResource[] {
  const services = known.filter(
    ({ resource }) => isAivens(resource) && resource.body.plan !== undefined,
  );
  const databases = services.filter(({ resource }) => resource.type === "aiven_pg");
  const named = (project: Json | undefined, name: Json) =>
    services.find(
      ({ resource: { body } }) => body.service_name === name && body.project === project,
    );
  return known.map(({ resource }): AdoptedResource => {
    const { type, body } = resource;
    const isService = services.some((each) => each.resource === resource);
    const entries = Object.entries(body).map(([name, value]): [string, Json] => {
      if (isService || !serviceNames.includes(name)) return [name, value];
      const service = named(body.project, value);
      return [name, service ? `\${${addressOf(service.resource)}.service_name}` : value];
    });
    const related = Object.fromEntries(entries);
    const { config } = body;
    if (type !== "aiven_kafka_connector" || !isJsonObject(config)) {
      return { ...resource, body: related };
    }
    return { ...resource, body: { ...related, config: withDatabase(config, databases) } };
  });
}

function withDatabase(config: JsonBody, databases: readonly Known[]): JsonBody {
  const host = config["database.hostname"];
  const database = databases.find(
    ({ attributes }) => typeof host === "string" && attributes.service_host === host,
  );
  if (!database) return config;
  const address = addressOf(database.resource);
  return Object.fromEntries(
    Object.entries(config).map(([property, value]) => {
      const attribute = own(ofDatabase, property);
      const given = attribute === undefined ? undefined : database.attributes[attribute];
      const isSame = given !== undefined && String(given) === String(value);
      return [property, isSame ? `\${${address}.${String(attribute)}}` : value];
    }),
  );
}

/** The types whose id the provider forms of arguments, `project/service_name/…`. */
const idParts: Readonly<Record<string, readonly string[]>> = {
  aiven_connection_pool: ["pool_name"],
  aiven_kafka_connector: ["connector_name"],
  aiven_kafka_schema: ["subject_name"],
  aiven_kafka_topic: ["topic_name"],
  aiven_kafka_user: ["username"],
  aiven_mysql_database: ["database_name"],
  aiven_mysql_user: ["username"],
  aiven_opensearch_user: ["username"],
  aiven_pg_database: ["database_name"],
  aiven_pg_user: ["username"],
  aiven_valkey_user: ["username"],
};

/** The id that `terraform import` takes, composed of names; undefined where Aiven makes one up. */
export function composedId(resource: AdoptedResource, resolver: Resolver): string | undefined {
  const { type, body } = resource;
  const more = body.plan === undefined ? own(idParts, type) : [];
  if (!more || !isPlain(resource) || !isAivens(resource)) return undefined;
  const parts = ["project", "service_name", ...more].map((name) => body[name]);
  const texts = parts.map((part) =>
    typeof part === "string" ? resolver.resolved(part) : undefined,
  );
  const isKnown = texts.every(
    (text) => text !== undefined && (partsOf(text)?.every(isVariable) ?? false),
  );
  return isKnown ? texts.join("/") : undefined;
}

function isVariable(part: { literal?: string; expression?: string }): boolean {
  return part.expression === undefined || /^var\.[\w-]+$/.test(part.expression);
}

/** Whether a whole value is one attribute of another resource. */
export function referenceIn(value: Json | undefined) {
  const expression = expressionOf(value);
  return expression === undefined ? undefined : attributeReferenceOf(expression);
}
