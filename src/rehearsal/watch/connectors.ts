import { describeFailure } from "../../debezium/connector-failure";
import type { ConnectorStatus } from "../../clients/connect-rest";
import type { Connector } from "../cloud/services";
import type { Health } from "./health";

/** A rebalance takes a connector's tasks away for a moment, and a new connector has none yet. */
const rebalanceMs = 10_000;

const runsAgain = "runs again";

/**
 * A connector and its tasks, by what Kafka Connect answers. A part in a state that passes, such as
 * UNASSIGNED, is left out.
 */
export function connectorHealth(owner: Connector, status: ConnectorStatus | undefined): Health[] {
  const part = `connector ${owner.name}`;
  if (!status) {
    const problem = "is unknown to Kafka Connect, somebody deleted it; run terraform apply";
    return [{ part, owner, problem, recovered: runsAgain, afterMs: rebalanceMs }];
  }
  const { connector, tasks } = status;
  if (connector.state === "RUNNING" && tasks.length === 0) {
    const problem = "has no task, so nothing is captured; restart the connector";
    return [{ part, owner, problem, recovered: runsAgain, afterMs: rebalanceMs }];
  }
  return [
    ...stateHealth(owner, part, connector),
    ...tasks.flatMap((task) => stateHealth(owner, `${part}, task ${task.id},`, task)),
  ];
}

function stateHealth(
  owner: Connector,
  part: string,
  { state, trace }: ConnectorStatus["connector"],
): Health[] {
  if (state === "RUNNING") return [{ part, owner, recovered: runsAgain }];
  if (state === "FAILED") {
    const problem = `is FAILED: ${describeFailure(trace)}`;
    return [{ part, owner, problem, recovered: runsAgain }];
  }
  if (state === "PAUSED" || state === "STOPPED") {
    const problem = `is ${state}: nothing is captured, and its slot makes PostgreSQL keep WAL; resume the connector`;
    return [{ part, owner, problem, recovered: runsAgain }];
  }
  return [];
}
