import { setTimeout as sleep } from "node:timers/promises";
import { basicAuthorization } from "./basic-auth";
import type { Login } from "./kafka-connection";
import { describeFailure } from "../debezium/connector-failure";
import { masked } from "../base/text/masked";
import { until } from "../base/until";

export type ConnectorConfig = Readonly<Record<string, string>>;
type State = "UNASSIGNED" | "RUNNING" | "PAUSED" | "STOPPED" | "FAILED" | "RESTARTING";

export interface ConnectorStatus {
  readonly name: string;
  readonly connector: {
    readonly state: State;
    readonly worker_id: string;
    readonly trace?: string;
  };
  readonly tasks: readonly {
    readonly id: number;
    readonly state: State;
    readonly worker_id: string;
    readonly trace?: string;
  }[];
}

export interface Validation {
  readonly name: string;
  readonly error_count: number;
  readonly configs: readonly {
    readonly value: {
      readonly name: string;
      readonly value: string | null;
      readonly errors: readonly string[];
    };
  }[];
}

/** What Connect answered with, when that was not what was asked for. */
export class ConnectError extends Error {
  override readonly name = "ConnectError";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Kafka Connect's REST interface, as much of it as the rehearsal uses. */
export class ConnectRest {
  readonly #headers: Record<string, string>;

  /** @param secrets never shown, although Connect's messages may hold them */
  constructor(
    private readonly url: string,
    private readonly secrets: readonly string[] = [],
    login?: Login,
  ) {
    this.#headers = {
      "content-type": "application/json",
      ...(login && { authorization: basicAuthorization(login) }),
    };
  }

  connectors(): Promise<string[]> {
    return this.#call("GET", "/connectors");
  }

  plugins(): Promise<{ class: string; type: string; version: string }[]> {
    return this.#call("GET", "/connector-plugins?connectorsOnly=false");
  }

  /** Checks the values; keys that the connector does not know pass in silence. */
  async validate(connectorClass: string, config: ConnectorConfig): Promise<Validation> {
    // Without a name Connect answers with an error of its own instead of a validation.
    const body = { name: "validated", ...config, "connector.class": connectorClass };
    const path = `/connector-plugins/${encodeURIComponent(connectorClass)}/config/validate`;
    const { configs, ...validation } = await this.#call<Validation>("PUT", path, body);
    const shown = configs.map(({ value, ...more }) => ({
      ...more,
      value: { ...value, errors: value.errors.map((error) => this.#masked(error)) },
    }));
    return { ...validation, configs: shown };
  }

  /** Makes the connector, or gives the one of that name another configuration. */
  async put(name: string, config: ConnectorConfig): Promise<void> {
    await this.#call("PUT", `${path(name)}/config`, config);
  }

  config(name: string): Promise<Record<string, string>> {
    return this.#call("GET", `${path(name)}/config`);
  }

  async delete(name: string): Promise<void> {
    await this.#call("DELETE", path(name));
  }

  status(name: string): Promise<ConnectorStatus> {
    return this.#call("GET", `${path(name)}/status`);
  }

  /** Of every connector of the worker, in one request. */
  async statuses(): Promise<ConnectorStatus[]> {
    const all = await this.#call<Record<string, { status: ConnectorStatus }>>(
      "GET",
      "/connectors?expand=status",
    );
    const masked = <Part extends { readonly trace?: string }>(part: Part): Part => ({
      ...part,
      ...(part.trace !== undefined && { trace: this.#masked(part.trace) }),
    });
    return Object.values(all).map(({ status: { name, connector, tasks } }) => ({
      name,
      connector: masked(connector),
      tasks: tasks.map(masked),
    }));
  }

  /** The connector and those of its tasks that failed. */
  async restart(name: string): Promise<void> {
    await this.#call("POST", `${path(name)}/restart?includeTasks=true&onlyFailed=true`);
  }

  /** Ends the tasks and keeps the name and the configuration: offsets may then be changed. */
  async stop(name: string): Promise<void> {
    await this.#call("PUT", `${path(name)}/stop`);
  }

  async pause(name: string): Promise<void> {
    await this.#call("PUT", `${path(name)}/pause`);
  }

  async resume(name: string): Promise<void> {
    await this.#call("PUT", `${path(name)}/resume`);
  }

  /** Forgets where a stopped connector was: it starts over with a snapshot. */
  async resetOffsets(name: string): Promise<void> {
    await this.#call("DELETE", `${path(name)}/offsets`);
  }

  /** What the connector or one of its tasks failed of, if one did. */
  async failure(name: string): Promise<string | undefined> {
    const { connector, tasks } = await this.status(name);
    const failed = [connector, ...tasks].find(({ state }) => state === "FAILED");
    return failed && this.#failure(failed.trace);
  }

  /**
   * Returns once the connector and all its tasks run; fails with the cause once one has failed.
   *
   * @param mayIdle whether it has no task while there is nothing to do, as those of MirrorMaker
   * @param failedMs how long a failure must last: after a change, Connect still shows an earlier one
   */
  async waitUntilRunning(
    name: string,
    timeoutMs: number,
    {
      mayIdle = false,
      failedMs = 0,
      signal,
    }: { mayIdle?: boolean; failedMs?: number; signal?: AbortSignal } = {},
  ): Promise<void> {
    let failedSince = Infinity;
    let parts: readonly { state: string; trace?: string }[] = [];
    const isRunning = async () => {
      const status = await this.status(name).catch((error: unknown) => {
        // A connector just made is not known to every worker yet.
        if (error instanceof ConnectError && error.status === 404) return undefined;
        throw error;
      });
      parts = status ? [status.connector, ...status.tasks] : [];
      const failed = parts.find(({ state }) => state === "FAILED");
      failedSince = failed ? Math.min(failedSince, performance.now()) : Infinity;
      if (failed && performance.now() - failedSince >= failedMs) {
        throw new Error(`connector ${name} failed: ${this.#failure(failed.trace)}`);
      }
      return parts.length > (mayIdle ? 0 : 1) && parts.every(({ state }) => state === "RUNNING");
    };
    if (await until(isRunning, { timeoutMs, everyMs: 100, signal })) return;
    const states = parts.map(({ state }) => state).join(", ") || "unknown to Connect";
    throw new Error(
      `connector ${name} does not run after ${Math.round(timeoutMs / 1000)} s: ${states}` +
        (parts.length === 1 ? ", without a task" : ""),
    );
  }

  /** Secrets are hidden before the cause is cut: half of one would no longer be recognized. */
  #failure(trace = ""): string {
    return describeFailure(this.#masked(trace));
  }

  #masked(text: string): string {
    return masked(text, this.secrets);
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const response = await fetch(this.url + path, {
        method,
        signal: AbortSignal.timeout(60_000),
        headers: this.#headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return (text === "" ? undefined : JSON.parse(text)) as T;
      const message = messageOf(text) ?? response.statusText;
      // 409: the workers are sharing out the work again; 404: one has yet to read of the connector.
      if (response.status !== 409 || !/rebalanc/i.test(message) || Date.now() > deadline) {
        throw new ConnectError(response.status, this.#masked(message));
      }
      await sleep(100);
    }
  }
}

function path(name: string): string {
  return `/connectors/${encodeURIComponent(name)}`;
}

function messageOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return undefined;
  }
}
