import { describeFailure } from "../../debezium/connector-failure";
import type { ConnectorStatus } from "../../clients/connect-rest";
import { failed, type CheckResult, ok } from "../check-result";
import type { ConnectAccess } from "../service-access";

/** What Kafka Connect answers when it is asked for a connector. */
export interface Answer {
  readonly status: number;
  /** Of an answer with 200. */
  readonly connector?: ConnectorStatus;
}

/** Asks once: the result is the state of this moment. */
export async function askConnect(
  { url, authorization }: ConnectAccess,
  name: string,
  timeoutMs: number,
): Promise<Answer> {
  const response = await fetch(`${url}/connectors/${encodeURIComponent(name)}/status`, {
    signal: AbortSignal.timeout(timeoutMs),
    ...(authorization !== undefined && { headers: { authorization } }),
  });
  const { status } = response;
  if (status !== 200) return { status };
  return { status, connector: (await response.json()) as ConnectorStatus };
}

/** The connector, and each of its tasks. */
export function judgeConnector(name: string, { status, connector }: Answer): CheckResult[] {
  const what = `connector ${name}`;
  if (!connector)
    return [failed(what, preflightErrors[status] ?? `Kafka Connect answers ${status}`)];
  const { tasks } = connector;
  return [
    judge(what, connector.connector),
    ...tasks.map((task) => judge(`task ${task.id}`, task)),
    ...(tasks.length === 0 ? [failed("task", "there is none: nothing is captured")] : []),
  ];
}

const preflightErrors: Readonly<Record<number, string>> = {
  401: "Kafka Connect refuses the state's user and password; refresh the state: terraform apply -refresh-only",
  403: "Kafka Connect refuses the state's user and password; refresh the state: terraform apply -refresh-only",
  404: "is not known to Kafka Connect; deploy it",
  409: "Kafka Connect is rebalancing; try again in a moment",
};

function judge(
  what: string,
  { state, trace }: { readonly state: string; readonly trace?: string },
): CheckResult {
  if (state === "RUNNING") return ok(what, state);
  if (state === "PAUSED" || state === "STOPPED") {
    return failed(
      what,
      `${state}: nothing is captured, and the slot holds PostgreSQL's log; resume it`,
    );
  }
  return failed(what, trace ? `${state}: ${describeFailure(trace)}` : state);
}
