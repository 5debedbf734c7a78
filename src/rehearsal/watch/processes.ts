import { describeFailure } from "../../debezium/connector-failure";
import type { Service } from "../cloud/services";
import type { Health } from "./health";

/** A process that is restarted on purpose is away for a moment only. */
const restartMs = 250;
/** A worker in a rebalance, or a server short of CPU, may be slow to answer. */
const answerMs = 10_000;

interface Engine {
  readonly alive: boolean;
  readonly pid: number;
  readonly logFile: string;
}

/** @param faultIn the last stack trace or fatal line of a log, if there is one */
export function processHealth(
  service: Service,
  faultIn: (logFile: string) => string | undefined,
): Health[] {
  const { type, name } = service;
  const health = (part: string, engine: Engine, consequence: string): Health => {
    const running = { part, owner: service, recovered: "runs again" };
    if (engine.alive) return running;
    const { pid, logFile } = engine;
    const trace = faultIn(logFile);
    const why = trace === undefined ? "" : `: ${describeFailure(trace)}`;
    const problem =
      `has ended (process ${pid})${why}; ${consequence}. Its log: ${logFile}. ` +
      "End the rehearsal and start it again to bring it back";
    return { ...running, problem, afterMs: restartMs };
  };
  if (type === "kafka") {
    const { brokers } = service.engine;
    const left = `${brokers.filter(({ alive }) => alive).length} of ${brokers.length} brokers run`;
    const ofBrokers = brokers.map((broker) =>
      health(`Kafka broker ${broker.id} of ${name}`, broker, left),
    );
    const registry = service.registry?.engine;
    if (!registry) return ofBrokers;
    const lost = "its schemas are lost, and connectors with Avro stop";
    return [...ofBrokers, health(`Schema registry of ${name}`, registry, lost)];
  }
  if (type === "pg") {
    return [health(`PostgreSQL ${name}`, service.engine, "nothing is captured")];
  }
  // Without an engine its worker is not started yet, or was stopped by an apply.
  if (service.engine === undefined) return [];
  return [health(`Kafka Connect ${name}`, service.engine, "its connectors are down")];
}

/** Of a server whose process runs. */
export function answerHealth(owner: Service, answers: boolean): Health {
  const problem =
    "does not answer, although its process runs; if it stays so, end the rehearsal and start it again";
  return {
    part:
      owner.type === "pg" ? `PostgreSQL ${owner.name} (SQL)` : `Kafka Connect ${owner.name} (REST)`,
    owner,
    recovered: "answers again",
    ...(!answers && { problem, afterMs: answerMs }),
  };
}
