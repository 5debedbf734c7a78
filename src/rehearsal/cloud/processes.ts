import type { Service } from "./services";

/** The processes that run for a service: `kind` is "PostgreSQL", "Kafka broker 1". */
export function processesOf(service: Service) {
  const { type, engine } = service;
  if (type === "kafka") {
    const { registry } = service;
    const brokers = engine.brokers.map((broker) => ({
      kind: `Kafka broker ${broker.id}`,
      alive: broker.alive,
      pid: () => broker.pid,
    }));
    const own = registry?.engine;
    if (!own) return brokers;
    return [...brokers, { kind: "Schema registry", alive: own.alive, pid: () => own.pid }];
  }
  if (!engine) return [];
  const kind = type === "pg" ? "PostgreSQL" : "Kafka Connect";
  return [{ kind, alive: engine.alive, pid: () => engine.pid }];
}
