import { CannotRun, Misuse } from "../base/user-error";
import { isJsonObject, type Json, type JsonBody } from "../base/json";

/** As Aiven's own clients have it. */
const addressVariable = "AIVEN_WEB_URL";
const tokenVariable = "AIVEN_TOKEN";
const patienceMs = 30_000;

/** Reads Aiven's REST API, and never writes to it. */
export class AivenApi {
  readonly #token: string;
  readonly #address: string;

  constructor(environment: NodeJS.ProcessEnv = process.env) {
    const { [tokenVariable]: token = "", [addressVariable]: address } = environment;
    if (token === "") {
      throw new Misuse(
        `${tokenVariable} is not set; it must hold a token of Aiven's that may read the project`,
      );
    }
    this.#token = token;
    this.#address = (address || "https://api.aiven.io").replace(/\/+$/, "");
  }

  /** What a path answers, `["project", "demo", "service"]`. */
  async get(...path: readonly string[]): Promise<JsonBody> {
    const url = `${this.#address}/v1/${path.map(encodeURIComponent).join("/")}`;
    const response = await this.#ask(url);
    const body: unknown = await response.json().catch(() => undefined);
    const json = isJsonObject(body as Json) ? (body as JsonBody) : {};
    if (response.ok) return json;
    const reason = typeof json.message === "string" ? json.message : response.statusText;
    const advice =
      response.status === 401 || response.status === 403
        ? `; see whether the token in ${tokenVariable} may read the project`
        : "";
    throw new CannotRun(`${url} answered ${response.status}: ${reason}${advice}`);
  }

  async #ask(url: string): Promise<Response> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), patienceMs);
    try {
      return await fetch(url, {
        headers: { authorization: `aivenv1 ${this.#token}` },
        signal: stop.signal,
      });
    } catch (error) {
      const { cause, message } = error as Error & { readonly cause?: Partial<Error> };
      throw new CannotRun(`${url} cannot be reached: ${cause?.message ?? message}`);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The objects of a list in an answer; none if it is missing. */
export function listOf(body: JsonBody, name: string): JsonBody[] {
  const { [name]: list } = body;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
