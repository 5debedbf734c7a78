import { type Broker, judgeCluster, type Partition } from "../../../src/verify/checks/brokers";

const broker = (id: number, answers = true): Broker => ({ id, address: `kafka:909${id}`, answers });
const partition = (change: Partial<Partition> = {}): Partition => ({
  ...{ topic: "shop.public.orders", partition: 0, leader: 1, minInSync: 2 },
  ...{ replicas: [1, 2, 3], inSync: [1, 2, 3] },
  ...change,
});
const all = [broker(1), broker(2), broker(3)];
const judged = (brokers: Broker[], ...partitions: Partition[]) =>
  judgeCluster({ brokers, partitions }).map(({ verdict, figure }) => [verdict, figure]);

it("a cluster is well when every broker answers and every replica is in sync", () => {
  expect(judged(all, partition())).toEqual([
    ["ok", "all 3 answer"],
    ["ok", "1 of the pipeline's topics, all replicas in sync"],
  ]);
});

it("a dead broker is a finding of its own, with the others still asked", () => {
  const left = [broker(1), { id: 2, answers: false }, broker(3, false)];
  expect(judged(left, partition({ inSync: [1, 2] }))).toEqual([
    [
      "warning",
      "1 of 3 answer; no answer from broker 2, broker 3 (kafka:9093): is it restarting, or down? Until it is back, losing another may stop the pipeline",
    ],
    ["ok", "enough replicas in sync for writes"],
  ]);
});

it("fewer replicas in sync than Kafka needs for a write fail, just enough do not", () => {
  expect(judged(all, partition({ inSync: [1] }))[1]).toEqual([
    "failed",
    "shop.public.orders/0 (1 of 2) with fewer replicas in sync than min.insync.replicas: Kafka refuses writes; bring back the brokers that do not answer",
  ]);
  expect(judged(all, partition({ inSync: [1, 2] }))[1]).toEqual([
    "warning",
    "shop.public.orders/0 have replicas that are not in sync; they should catch up by themselves",
  ]);
});

it("a partition without a leader fails", () => {
  expect(judged(all, partition({ leader: -1 }))[1]?.[1]).toMatch(
    /^shop\.public\.orders\/0 without a leader: nothing can be written or read; /,
  );
});
