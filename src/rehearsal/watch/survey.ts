import { masked } from "../../base/text/masked";
import { serverOf } from "../demonstration/sample-tables";
import type { Connector, ConnectService, PostgresService } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { connectorHealth } from "./connectors";
import type { Health } from "./health";
import { LogFaults } from "./log-faults";
import { answerHealth, processHealth } from "./processes";
import { type MeasuredSlot, slotHealth, SlotReader } from "./slots";

type Slots = ReadonlyMap<PostgresService, readonly MeasuredSlot[]>;

/** Looks at everything that runs in a rehearsal. */
export class Survey {
  readonly #logs = new LogFaults();
  readonly #slots = new SlotReader();
  readonly #slotsSeen = new Set<string>();
  #lastSlots: Slots = new Map();

  constructor(private readonly cloud: LocalCloud) {}

  /** How everything is now; what cannot be judged now is left out. */
  async health(): Promise<Health[]> {
    const services = this.cloud.services;
    const processes = services.flatMap((service) =>
      processHealth(service, (logFile) => this.#faultIn(logFile)),
    );
    const servers = services
      .filter((each) => each.type === "pg")
      .filter((each) => each.engine.alive);
    const workers = services.filter((each) => each.type === "kafka_connect");
    const slots = new Map<PostgresService, readonly MeasuredSlot[]>();
    await this.#slots.closeAllBut(servers);
    const ofServers = await Promise.all(
      servers.map(async (service) => {
        const read = await this.#slots.read(service).catch(() => undefined);
        if (read) slots.set(service, read);
        return answerHealth(service, read !== undefined);
      }),
    );
    this.#lastSlots = slots;
    const ofWorkers = await Promise.all(workers.map((worker) => this.#ofWorker(worker, slots)));
    const all = [...processes, ...ofServers, ...ofWorkers.flat()];
    if (all.every(({ problem }) => problem === undefined)) this.#skipLogs();
    return all;
  }

  /** The replication slots of each server, as {@link health} found them last. */
  get slots(): Slots {
    return this.#lastSlots;
  }

  /** Whether what a part belongs to is still deployed. */
  exists({ owner }: Health): boolean {
    const deployed: readonly object[] = [...this.cloud.services, ...this.cloud.connectors];
    return deployed.includes(owner);
  }

  async close(): Promise<void> {
    await this.#slots.closeAllBut([]);
  }

  async #ofWorker(service: ConnectService, slots: Slots): Promise<Health[]> {
    const { engine, name, project } = service;
    if (!engine?.alive) return [];
    const statuses = await engine.rest.statuses().catch(() => undefined);
    const answer = answerHealth(service, statuses !== undefined);
    if (!statuses) return [answer];
    const connectors = this.cloud.connectors.filter(
      (connector) => connector.project === project && connector.service === name,
    );
    const ofConnectors = connectors.flatMap((connector) => {
      const status = statuses.find((each) => each.name === connector.name);
      const found = connectorHealth(connector, status);
      const isWell = found.every(({ problem }) => problem === undefined);
      return isWell ? [...found, ...this.#ofSlot(connector, engine.logFile, slots)] : found;
    });
    return [answer, ...ofConnectors];
  }

  #ofSlot(connector: Connector, logFile: string, slots: Slots): Health[] {
    const service = serverOf(this.cloud, connector.config);
    const slot = connector.config["slot.name"] ?? "debezium";
    const states = service && slots.get(service);
    if (!states || slot.includes("${")) return [];
    const state = states.find(({ slot_name: found }) => found === slot);
    const key = `${service.project}/${service.name}/${slot}`;
    const wasThere = this.#slotsSeen.has(key);
    if (state) this.#slotsSeen.add(key);
    const trace = state?.active ? undefined : this.#faultIn(logFile);
    return [slotHealth({ slot, connector, service: service.name, state, wasThere, trace })];
  }

  /** Faults that a log has from before, while all was well, explain nothing later. */
  #skipLogs(): void {
    for (const service of this.cloud.services) {
      const { type, engine } = service;
      const engines = type === "kafka" ? [...engine.brokers, service.registry?.engine] : [engine];
      engines.forEach((each) => each && this.#logs.skip(each.logFile));
    }
  }

  #faultIn(logFile: string): string | undefined {
    const trace = this.#logs.last(logFile);
    return trace === undefined ? undefined : masked(trace, this.cloud.secrets);
  }
}
