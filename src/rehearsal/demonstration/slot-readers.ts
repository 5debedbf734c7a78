import { until } from "../../base/until";
import type { Connector, PostgresService } from "../cloud/services";
import type { LocalCloud } from "../cloud/local-cloud";
import { asSuperuser } from "../resources/postgres/superuser";
import { serverOf } from "./sample-tables";

/** A task ends, starts and connects in some 2 s; a busy machine takes its time. */
const restartMs = 30_000;

/** By connector, the server process that sends it the changes: another one once its task restarted. */
export type SlotReaders = ReadonlyMap<Connector, number>;

export async function slotReaders({ connectors, services }: LocalCloud): Promise<SlotReaders> {
  const pids = new Map<Connector, number>();
  for (const service of services) {
    if (service.type !== "pg") continue;
    const own = connectors.filter(({ config }) => serverOf({ services }, config) === service);
    if (own.length === 0) continue;
    const active = await activeSlots(service);
    for (const connector of own) {
      const pid = active.get(connector.config["slot.name"] ?? "debezium");
      if (pid !== undefined) pids.set(connector, pid);
    }
  }
  return pids;
}

/** Returns once each of the connectors reads through another process than before, or does not in time. */
export async function untilRestarted(
  connectors: readonly Connector[],
  before: SlotReaders,
  cloud: LocalCloud,
  signal: AbortSignal,
): Promise<void> {
  const areRestarted = async () => {
    const now = await slotReaders(cloud);
    return connectors.every((each) => now.has(each) && now.get(each) !== before.get(each));
  };
  await until(areRestarted, { timeoutMs: restartMs, everyMs: 50, signal });
}

function activeSlots(service: PostgresService): Promise<Map<string, number>> {
  return asSuperuser(service, async (client) => {
    const { rows } = await client.query<{ slot_name: string; active_pid: number }>(
      "SELECT slot_name, active_pid FROM pg_replication_slots WHERE active_pid IS NOT NULL",
    );
    return new Map(rows.map(({ slot_name: name, active_pid: pid }) => [name, pid]));
  });
}
