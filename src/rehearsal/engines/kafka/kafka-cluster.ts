import { KafkaAdmin } from "../../../clients/kafka-admin";
import type { KafkaConnection } from "../../../clients/kafka-connection";
import { until } from "../../../base/until";

type Config = Readonly<Record<string, string>>;

/** The broker itself must say so: the others list one that was killed for seconds more. */
export function isMember(broker: KafkaConnection, id: number): Promise<boolean> {
  return withAdmin(broker, { atOnce: true }, async (admin) => (await admin.brokers()).includes(id));
}

/** Returns once so many brokers know of each other. */
export async function allMembers(
  cluster: KafkaConnection,
  count: number,
  signal?: AbortSignal,
): Promise<void> {
  await withAdmin(cluster, {}, async (admin) => {
    let joined = 0;
    const areAll = async () => (joined = (await admin.brokers()).length) >= count;
    if (!(await until(areAll, { timeoutMs: 60_000, everyMs: 40, signal }))) {
      throw new Error(`only ${joined} of ${count} Kafka brokers joined the cluster in 60 s`);
    }
  });
}

/**
 * Changes for all brokers at once what a running broker can change.
 * @returns whether some of the difference takes effect only when the brokers restart
 */
export async function applyDynamically(
  cluster: KafkaConnection,
  before: Config,
  after: Config,
): Promise<boolean> {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
  if (changed.length === 0) return false;
  return withAdmin(cluster, {}, async (admin) => {
    const [id = 1] = await admin.brokers();
    const known = await admin.describeBroker(id);
    const dynamic = changed.filter((name) => known.get(name)?.readOnly === false);
    await admin.alterBrokers(
      Object.fromEntries(dynamic.map((name) => [name, after[name] ?? null])),
    );
    // The brokers learn of it a moment later.
    const set = dynamic.filter((name) => name in after);
    await until(async () => {
      const now = await admin.describeBroker(id);
      return set.every((name) => now.get(name)?.value === after[name]);
    });
    // One taken away may stand in the file that the brokers started with: Kafka's own default
    // comes back with a restart only.
    return set.length < changed.length;
  });
}

async function withAdmin<T>(
  connection: KafkaConnection,
  options: { readonly atOnce?: boolean },
  use: (admin: KafkaAdmin) => Promise<T>,
): Promise<T> {
  const admin = new KafkaAdmin(connection, options);
  try {
    return await use(admin);
  } finally {
    await admin.close();
  }
}
