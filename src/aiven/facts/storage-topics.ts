/** Where Kafka Connect keeps its own state: arguments of the integration, and Aiven's names for them. */
export const storageTopics = {
  configTopic: { argument: "config_storage_topic", aiven: "__connect_configs" },
  offsetTopic: { argument: "offset_storage_topic", aiven: "__connect_offsets" },
  statusTopic: { argument: "status_storage_topic", aiven: "__connect_status" },
} as const;

export const defaultGroupId = "connect";
