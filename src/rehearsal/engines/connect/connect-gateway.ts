import { type IncomingMessage, request as send, type ServerResponse } from "node:http";
import { basicAuthorization } from "../../../clients/basic-auth";
import type { Login } from "../../../clients/kafka-connection";
import {
  bodyOf,
  foreignRefusal,
  type Gateway,
  isSame,
  maxBodyBytes,
  reply as replyOf,
  startGateway,
} from "../gateway";
import { host } from "../ports";

export interface ConnectGatewayOptions {
  readonly port: number;
  /** Where the worker itself listens. */
  readonly workerPort: number;
  readonly worker: Login;
  /** What callers must log in with. */
  readonly admin: Login;
  /** @returns why a connector with this configuration is refused, if it is */
  readonly refuse: (config: Readonly<Record<string, unknown>>) => string | undefined;
}

/**
 * The address that people use of Kafka Connect's REST interface. The worker checks a password and
 * nothing else; this refuses besides what a page in a browser could send on behalf of its user.
 */
export function startConnectGateway(options: ConnectGatewayOptions): Promise<Gateway> {
  return startGateway(options.port, (request, response) => answer(request, response, options));
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { port, workerPort, worker, admin, refuse }: ConnectGatewayOptions,
): Promise<void> {
  const refusal = refusedBy(request.headers, port, admin);
  if (refusal) return reply(response, refusal.status, refusal.message);
  const body = await bodyOf(request);
  if (body === undefined)
    return reply(response, 413, `a request has ${maxBodyBytes} bytes at most`);
  const reason = refuse(configIn(body));
  if (reason !== undefined) return reply(response, 400, reason);
  const forwarded = send(
    {
      ...{ host, port: workerPort, agent: false, method: request.method, path: request.url },
      headers: { ...request.headers, authorization: basicAuthorization(worker) },
    },
    (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(response);
    },
  );
  forwarded.on("error", () => reply(response, 502, "the Kafka Connect worker does not answer"));
  response.on("close", () => forwarded.destroy());
  forwarded.end(body);
}

function refusedBy(headers: IncomingMessage["headers"], port: number, admin: Login) {
  const foreign = foreignRefusal(headers, port);
  if (foreign) return foreign;
  if (!isSame(headers.authorization ?? "", basicAuthorization(admin))) {
    return { status: 401, message: "user or password is missing or wrong" };
  }
  return undefined;
}

/** `PUT …/config` sends the properties, `POST /connectors` has them in `config`. */
function configIn(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const parsed = JSON.parse(body.toString("utf8")) as Record<string, unknown> | null;
    return { ...parsed, ...(typeof parsed?.config === "object" ? parsed.config : {}) };
  } catch {
    return {}; // Connect reports what is wrong with it
  }
}

function reply(response: ServerResponse, status: number, message: string): void {
  replyOf(response, status, { error_code: status, message }, { realm: "Kafka Connect" });
}
