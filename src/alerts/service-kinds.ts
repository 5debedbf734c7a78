import { autoscaledDiskUsedPercent } from "../aiven/facts/alert-thresholds";
import { above, type AlertKind, below, type WatchedService } from "./kind";

const systemMetrics = "https://aiven.io/docs/integrations/prometheus-system-metrics";
const kafkaMetrics = "https://aiven.io/docs/products/kafka/reference/kafka-metrics-prometheus";
const connectMetrics =
  "https://aiven.io/docs/products/kafka/kafka-connect/reference/connect-metrics-prometheus";

const on =
  (...types: readonly WatchedService["type"][]) =>
  ({ type }: WatchedService): boolean =>
    types.includes(type);
const withConnectors = ({ type, connectors }: WatchedService): boolean =>
  type === "kafka_connect" && connectors > 0;

function diskUsedPercent({ isAutoscaled, thresholds }: WatchedService): number {
  return isAutoscaled
    ? Math.max(thresholds.diskUsedPercent, autoscaledDiskUsedPercent)
    : thresholds.diskUsedPercent;
}

/** What services tell of themselves through Aiven's own metrics. */
export const serviceKinds: readonly AlertKind<WatchedService>[] = [
  {
    name: "DiskFillsUp",
    severity: "critical",
    source: systemMetrics,
    concerns: on("pg", "kafka"),
    unit: "percent",
    conditions: (service, select) => {
      const measure = `max(disk_used_percent${select({ service: service.serviceName })})`;
      return [above(measure, diskUsedPercent(service))];
    },
    minutes: () => 5,
    summary: (service) =>
      `The disk of ${service.serviceName} is over ${diskUsedPercent(service)} % full`,
    advice:
      "On PostgreSQL, look for a slot that nobody reads (SELECT * FROM pg_replication_slots); give the service more disk before it stops writing.",
  },
  {
    name: "PartitionsUnderReplicated",
    severity: "warning",
    source: kafkaMetrics,
    concerns: on("kafka"),
    conditions: ({ serviceName: service }, select) => [
      above(
        `sum(kafka_server_ReplicaManager_UnderReplicatedPartitions_Value${select({ service })})`,
        0,
      ),
    ],
    minutes: ({ thresholds }) => thresholds.underReplicatedMinutes,
    summary: ({ serviceName }) => `Partitions of ${serviceName} have fewer copies than they should`,
    advice: "A broker is away or does not keep up; with one more away, producers may have to wait.",
  },
  {
    name: "PartitionsUnderMinInsync",
    severity: "critical",
    source: kafkaMetrics,
    concerns: on("kafka"),
    conditions: ({ serviceName: service }, select) => [
      above(
        `sum(kafka_server_ReplicaManager_UnderMinIsrPartitionCount_Value${select({ service })})`,
        0,
      ),
    ],
    minutes: () => 1,
    summary: ({ serviceName }) =>
      `Partitions of ${serviceName} have fewer copies in sync than min.insync.replicas`,
    advice: "Producers with acks=all are refused, Kafka Connect's among them: no event arrives.",
  },
  {
    name: "PartitionsOffline",
    severity: "critical",
    source: kafkaMetrics,
    concerns: on("kafka"),
    conditions: ({ serviceName: service }, select) => [
      above(
        `max(kafka_controller_KafkaController_OfflinePartitionsCount_Value${select({ service })})`,
        0,
      ),
    ],
    minutes: () => 1,
    summary: ({ serviceName }) => `Partitions of ${serviceName} have no leader`,
    advice: "They can be neither read nor written until one of their brokers is back.",
  },
  {
    name: "TaskFailed",
    severity: "critical",
    // the metric from Aiven's page; its labels are the attributes of Kafka's own
    source: `${connectMetrics}; Apache Kafka, connector-task-metrics`,
    concerns: on("kafka_connect"),
    conditions: ({ serviceName: service }, select) => [
      above(
        `count(kafka_connect:connector_task_metrics_info${select({ service, status: "failed" })})`,
        0,
      ),
    ],
    minutes: ({ thresholds }) => thresholds.taskFailedMinutes,
    summary: ({ serviceName }) => `A connector's task on ${serviceName} has failed`,
    advice:
      "Read the connector's status for the reason. Aiven restarts it at most every 15 minutes; meanwhile its slot holds WAL.",
  },
  {
    name: "ConnectorDoesNotStart",
    severity: "critical",
    source: connectMetrics,
    concerns: on("kafka_connect"),
    conditions: ({ serviceName: service }, select) =>
      ["connector", "task"]
        .map((what) => `kafka_connect_connect_worker_metrics_${what}_startup_failure_total`)
        .map((metric) => above(`sum(increase(${metric}${select({ service })}[15m]))`, 0)),
    minutes: () => 1,
    summary: ({ serviceName }) => `A connector or its task did not start on ${serviceName}`,
    advice: "Read the connector's status for the reason.",
  },
  {
    name: "ConnectorMissing",
    severity: "critical",
    source: connectMetrics,
    concerns: withConnectors,
    conditions: ({ serviceName: service, connectors }, select) => {
      const metric = `kafka_connect_connect_worker_metrics_connector_count${select({ service })}`;
      return [below(`(sum(${metric}) or vector(0))`, connectors)];
    },
    minutes: ({ thresholds }) => thresholds.taskFailedMinutes,
    summary: ({ serviceName, connectors }) =>
      `${serviceName} runs fewer than the ${connectors === 1 ? "one connector" : `${connectors} connectors`} that the stack has on it`,
    advice: "Or no metrics of its workers arrive: check whether the service runs.",
  },
];
