import type { Parts } from "../../diagram/parts";
import { KafkaAdmin } from "../../clients/kafka-admin";
import type { LocalCloud } from "../cloud/local-cloud";
import type { KafkaService } from "../cloud/services";
import { Survey } from "../watch/survey";
import type { EventHistory } from "./history";
import { type PartState, statesOf } from "./states";
import { type Usage, UsageMeter } from "./usage";

/** What the plots and the colours of the console show of one moment. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly states: readonly PartState[];
  readonly slots: readonly SlotSample[];
  readonly topics: readonly TopicSample[];
  readonly usage: readonly Usage[];
  /** Events that had arrived by then, in all. */
  readonly events: number;
  /** Of the last ten seconds' events, in milliseconds; undefined without any. */
  readonly latency?: { readonly median: number; readonly p99: number };
}

export interface SlotSample {
  readonly name: string;
  /** Name of the PostgreSQL service. */
  readonly service: string;
  readonly heldBytes: number;
  readonly lagBytes: number;
}

export interface TopicSample {
  readonly kafka: string;
  readonly name: string;
  /** The id of the broker that leads each partition, by its number; -1 for none. */
  readonly leaders: readonly number[];
}

const latencyWindowMs = 10_000;
/** A description is a request each. */
const mostTopics = 24;

/** Looks at a rehearsal for who watches it. */
export class Sampler {
  readonly #survey: Survey;
  readonly #wanted: readonly string[];
  readonly #usage = new UsageMeter();
  readonly #admins = new Map<KafkaService, KafkaAdmin>();

  constructor(
    private readonly cloud: LocalCloud,
    private readonly history: EventHistory,
    private readonly parts: Parts,
  ) {
    this.#survey = new Survey(cloud);
    const topics = new Set(parts.connectors.flatMap((connector) => connector.topics));
    this.#wanted = [...topics].slice(0, mostTopics);
  }

  async take(): Promise<Sample> {
    const [health, usage, topics] = await Promise.all([
      this.#survey.health(),
      this.#usage.read(this.cloud.services),
      this.#topics(),
    ]);
    const at = Date.now();
    const latencies = this.history.latenciesSince(at - latencyWindowMs).sort((a, b) => a - b);
    const part = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? 0;
    return {
      ...{ at, usage, topics, events: this.history.count },
      states: statesOf(health, this.parts),
      slots: [...this.#survey.slots].flatMap(([service, slots]) =>
        slots.map((slot) => ({
          ...{ name: slot.slot_name, service: service.name },
          ...{ heldBytes: slot.held_bytes ?? 0, lagBytes: slot.lag_bytes ?? 0 },
        })),
      ),
      ...(latencies.length > 0 && { latency: { median: part(0.5), p99: part(0.99) } }),
    };
  }

  async close(): Promise<void> {
    const admins = [...this.#admins.values()];
    this.#admins.clear();
    await Promise.all([this.#survey.close(), ...admins.map((admin) => admin.close())]);
  }

  async #topics(): Promise<TopicSample[]> {
    const all = await Promise.all(
      this.cloud.services.map(async (service) => {
        if (service.type !== "kafka") return [];
        const admin = this.#adminOf(service);
        const found = await Promise.all(
          this.#wanted.map((name) => admin.describeTopic(name)),
        ).catch(() => []);
        return found.flatMap((topic): TopicSample[] => {
          if (!topic) return [];
          const leaders = topic.partitions.map(({ leader }) => leader);
          return [{ kafka: service.name, name: topic.name, leaders }];
        });
      }),
    );
    return all.flat();
  }

  #adminOf(service: KafkaService): KafkaAdmin {
    const admin =
      this.#admins.get(service) ?? new KafkaAdmin(service.engine.admin, { atOnce: true });
    this.#admins.set(service, admin);
    return admin;
  }
}
