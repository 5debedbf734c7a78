import { above, type AlertKind, equal, type WatchedConnector } from "./kind";

const kafkaMetrics = "https://aiven.io/docs/products/kafka/reference/kafka-metrics-prometheus";

/**
 * Aiven documents no metric of replication slots: these are of the postgres_exporter, which reads
 * them as any user with pg_monitor and is run beside the Prometheus.
 */
const exporter = "https://github.com/prometheus-community/postgres_exporter";
const slotCollector = `${exporter}, collector/pg_replication_slot.go`;

const everyOne = () => true;

/** Half of what the server keeps for it, if that comes first: there is still time to act. */
function slotLagMb({ maxSlotWalKeepMb, thresholds }: WatchedConnector): number {
  return maxSlotWalKeepMb === undefined
    ? thresholds.slotLagMb
    : Math.min(thresholds.slotLagMb, Math.max(1, Math.floor(maxSlotWalKeepMb / 2)));
}

/** Four beats at least: one that is late is no silence. */
function silenceMinutes({ heartbeat, thresholds }: WatchedConnector): number {
  return Math.max(
    thresholds.silenceMinutes,
    Math.ceil((4 * (heartbeat?.intervalMs ?? 0)) / 60_000),
  );
}

/** What a connector's slot and its heartbeats tell. */
export const connectorKinds: readonly AlertKind<WatchedConnector>[] = [
  {
    name: "SlotLags",
    severity: "critical",
    source: `${exporter}, cmd/postgres_exporter/queries.go, pg_replication_slots`,
    concerns: everyOne,
    unit: "bytes",
    conditions: (connector, select) => {
      const labels = select({ slot_name: connector.slotName });
      const measure = `max(pg_replication_slots_pg_wal_lsn_diff${labels})`;
      return [above(measure, slotLagMb(connector) * 1024 ** 2)];
    },
    minutes: () => 5,
    summary: (connector) =>
      `PostgreSQL keeps more than ${slotLagMb(connector)} MB of WAL for slot ${connector.slotName}`,
    advice:
      "The connector is away or does not keep up. Repair it before the disk is full or max_slot_wal_keep_size takes the slot.",
  },
  {
    name: "SlotInactive",
    severity: "critical",
    source: slotCollector,
    concerns: everyOne,
    conditions: ({ slotName }, select) => [
      equal(`max(pg_replication_slot_slot_is_active${select({ slot_name: slotName })})`, 0),
    ],
    minutes: ({ thresholds }) => thresholds.slotInactiveMinutes,
    summary: ({ connectorName, slotName }) =>
      `Nobody reads slot ${slotName}: connector ${connectorName} is away`,
    advice: "Look at the connector's status and its workers' logs; the slot holds WAL meanwhile.",
  },
  {
    name: "SlotMissing",
    severity: "critical",
    source: slotCollector,
    concerns: everyOne,
    conditions: ({ slotName }, select) => [
      { measure: `absent(pg_replication_slot_slot_is_active${select({ slot_name: slotName })})` },
    ],
    minutes: ({ thresholds }) => thresholds.slotInactiveMinutes,
    summary: ({ slotName }) => `There is no slot ${slotName}, or its metrics do not arrive`,
    advice:
      "If the postgres_exporter runs, the slot is gone, after a failover for instance: changes are missing, and the tables need a new snapshot.",
  },
  {
    name: "SlotLost",
    severity: "critical",
    source: slotCollector,
    concerns: everyOne,
    conditions: ({ slotName }, select) =>
      ["unreserved", "lost"]
        .map((status) => select({ slot_name: slotName, wal_status: status }))
        .map((labels) => equal(`max(pg_replication_slot_wal_status${labels})`, 1)),
    minutes: () => 0,
    summary: ({ slotName }) => `Slot ${slotName} is behind max_slot_wal_keep_size`,
    advice:
      "Once it is lost, so is every change that the connector had not read: the tables need a new snapshot.",
  },
  {
    name: "ConnectorSilent",
    severity: "critical",
    source: kafkaMetrics,
    concerns: ({ heartbeat }) => heartbeat !== undefined,
    conditions: (connector, select) => {
      const labels = select({ service: connector.kafka, topic: connector.heartbeat?.topic });
      const range = `${silenceMinutes(connector)}m`;
      const arrived = `increase(kafka_server_BrokerTopicMetrics_MessagesInPerSec_Count${labels}[${range}])`;
      return [equal(`(sum(${arrived}) or vector(0))`, 0)];
    },
    minutes: () => 1,
    summary: (connector) =>
      `No heartbeat of connector ${connector.connectorName} reached Kafka for ${silenceMinutes(connector)} minutes`,
    advice:
      "Capture has stopped, whatever the states are: check the slot, the task and the brokers, in this order.",
  },
];
