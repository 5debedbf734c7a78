import type { IncomingMessage, ServerResponse } from "node:http";
import type { Login } from "../../../clients/kafka-connection";
import {
  bodyOf,
  foreignRefusal,
  type Gateway,
  maxBodyBytes,
  reply,
  startGateway,
} from "../gateway";
import { asKarapace } from "./as-karapace";
import { confluentPath, type Registry } from "./registry";
import { type Operation, type Route, routeOf } from "./routes";
import { ask } from "./upstream";

export interface RegistryGatewayOptions {
  readonly port: number;
  /** The registry behind it, which may start only now. */
  readonly registry: () => Promise<Pick<Registry, "port" | "login">>;
  readonly isUser: (login: Login) => boolean;
  /** @param resource `Config:`, or `Subject:` with its name */
  readonly mayDo: (username: string, operation: Operation, resource: string) => boolean;
}

/** The address of the schema registry that people use: Karapace's interface, logins and ACLs. */
export function startRegistryGateway(options: RegistryGatewayOptions): Promise<Gateway> {
  return startGateway(options.port, async (request, response) => {
    const { status, json } = await answer(request, options).catch((error: unknown) => ({
      status: 503,
      json: { error_code: 503, message: `the schema registry: ${(error as Error).message}` },
    }));
    send(response, status, json);
  });
}

interface Reply {
  readonly status: number;
  readonly json: unknown;
}

const forbidden: Reply = { status: 403, json: { message: "Forbidden" } };
const noSchema: Reply = {
  status: 404,
  json: { error_code: 40403, message: "Schema not found" },
};

function problem(status: number, message: string): Reply {
  return { status, json: { error_code: status, message } };
}

async function answer(request: IncomingMessage, options: RegistryGatewayOptions): Promise<Reply> {
  const { headers, method = "GET" } = request;
  const foreign = foreignRefusal(headers, options.port);
  if (foreign) return problem(foreign.status, foreign.message);
  const login = loginIn(headers.authorization);
  if (!login || !options.isUser(login)) return { status: 401, json: { message: "Unauthorized" } };
  const steps = stepsOf(request.url);
  const artifactId = textOf(headers["x-registry-artifactid"]);
  const route = steps && routeOf({ method, steps, artifactId });
  if (!steps || !route) return problem(404, `the registry has no ${method} ${request.url}`);
  const may = (operation: Operation, resource: string) =>
    options.mayDo(login.username, operation, resource);
  if (route.kind === "resource" && !may(route.operation, route.resource)) return forbidden;
  const body = await bodyOf(request);
  if (!body) return problem(413, `a request has ${maxBodyBytes} bytes at most`);
  const upstream = await options.registry();
  const mayRead = (subject: string) => may("read", `Subject:${subject}`);
  if (route.kind === "schema" && !(await seesSchema(upstream, route, mayRead))) return noSchema;
  const query = request.url?.slice(request.url.split("?", 1)[0]?.length) ?? "";
  if (steps[0] === "apis") {
    return ask(upstream, request.url ?? "", { method, body, headers: passedOn(headers) });
  }
  const answered = await asKarapace(upstream, { method, steps, query, body });
  return { status: answered.status, json: visible(answered.json, steps, mayRead) };
}

/** Basic, by RFC 7617. */
function loginIn(authorization: string | undefined): Login | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const [, username, password] =
    /^([^:]*):([^]*)$/.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  return username === undefined || password === undefined ? undefined : { username, password };
}

/** The steps of a path, none of which leads elsewhere. */
function stepsOf(url = "/"): string[] | undefined {
  const [path = ""] = url.split("?", 1);
  try {
    const steps = path.split("/").slice(1).map(decodeURIComponent);
    if (steps.at(-1) === "") steps.pop();
    return steps.some((step) => /^\.{0,2}$|[/\\]/.test(step)) ? undefined : steps;
  } catch {
    return undefined; // no text in UTF-8
  }
}

/** Whether any of the subjects that have the schema may be read. */
async function seesSchema(
  upstream: Pick<Registry, "port" | "login">,
  { id }: Extract<Route, { kind: "schema" }>,
  mayRead: (subject: string) => boolean,
): Promise<boolean> {
  if (!/^\d+$/.test(id)) return false;
  if (mayRead("*")) return true;
  const { status, json } = await ask(upstream, `${confluentPath}/schemas/ids/${id}/versions`);
  if (status !== 200) return false;
  return (json as readonly { subject: string }[]).some(({ subject }) => mayRead(subject));
}

/** Of lists, what the user may read. */
function visible(
  json: unknown,
  steps: readonly string[],
  mayRead: (subject: string) => boolean,
): unknown {
  if (!Array.isArray(json)) return json;
  if (steps.length === 1 && steps[0] === "subjects") return json.filter(mayRead);
  if (steps[0] !== "schemas" || steps[1] !== "ids") return json;
  return json.filter(({ subject }: { subject: string }) => mayRead(subject));
}

/** What Apicurio's converters say of an artifact in headers. */
function passedOn(headers: IncomingMessage["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith("x-registry-") || name === "content-type" || name === "accept"
        ? [[name, textOf(value) ?? ""]]
        : [],
    ),
  );
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function send(response: ServerResponse, status: number, json: unknown): void {
  reply(response, status, json, {
    realm: "Karapace Schema Registry",
    type: "application/vnd.schemaregistry.v1+json",
  });
}
