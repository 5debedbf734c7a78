import { nearest } from "../../base/text/nearest";
import { requirement, suggestion } from "../rules/message";

/**
 * The message if a type is not one of Aiven's, shared by integrations and endpoints.
 *
 * @param page the page of the Terraform registry that lists them
 */
export function typeProblem(
  property: string,
  type: string | undefined,
  known: readonly string[],
  page: string,
): string | undefined {
  if (type === undefined || known.includes(type)) return undefined;
  const advice = `look it up in ${page} of the Terraform registry`;
  return requirement(
    property,
    "be a type that Aiven knows",
    type,
    suggestion(nearest(type, known)) ?? { advice },
  );
}

/** What an integration can be (Terraform: `aiven_service_integration.integration_type`). */
export const integrationTypes = [
  "alertmanager",
  "autoscaler",
  "caching",
  "clickhouse_credentials",
  "clickhouse_kafka",
  "clickhouse_postgresql",
  "dashboard",
  "datadog",
  "datahub_metadata_ingestion",
  "datasource",
  "disaster_recovery",
  "external_aws_cloudwatch_logs",
  "external_aws_cloudwatch_metrics",
  "external_elasticsearch_logs",
  "external_google_cloud_logging",
  "external_opensearch_logs",
  "flink",
  "flink_external_bigquery",
  "flink_external_kafka",
  "flink_external_postgresql",
  "internal_connectivity",
  "jolokia",
  "kafka_connect",
  "kafka_connect_postgresql",
  "kafka_logs",
  "kafka_mirrormaker",
  "logs",
  "metrics",
  "opensearch_cross_cluster_replication",
  "opensearch_cross_cluster_search",
  "opentelemetry",
  "prometheus",
  "read_replica",
  "rsyslog",
  "schema_registry_proxy",
  "service_composition",
  "stresstester",
  "thanos_distributed_query",
  "thanos_migrate",
  "thanos_object_storage",
  "thanoscompactor",
  "thanosquery",
  "thanosruler",
  "thanosstore",
  "vector",
  "vmalert",
] as const;

/** What an endpoint can be (Terraform: `aiven_service_integration_endpoint.endpoint_type`). */
export const endpointTypes = [
  "autoscaler",
  "datadog",
  "external_aws_cloudwatch_logs",
  "external_aws_cloudwatch_metrics",
  "external_aws_s3",
  "external_azure_blob_storage",
  "external_clickhouse",
  "external_elasticsearch_logs",
  "external_google_cloud_bigquery",
  "external_google_cloud_logging",
  "external_kafka",
  "external_mysql",
  "external_object_storage_config",
  "external_opensearch_logs",
  "external_postgresql",
  "external_prometheus",
  "external_redis",
  "external_schema_registry",
  "external_sumologic_logs",
  "jolokia",
  "opentelemetry",
  "prometheus",
  "rsyslog",
] as const;

/** Types that lead to or from an endpoint, which has the type's name. */
export const typesWithEndpoint: readonly string[] = integrationTypes.filter((type) =>
  (endpointTypes as readonly string[]).includes(type),
);

/** What joins two services of different types, from the one to the other. */
export const joinedBy: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  // the provider's own examples of `aiven_service_integration`
  kafka_connect: { from: "kafka", to: "kafka_connect" },
  kafka_mirrormaker: { from: "kafka", to: "kafka_mirrormaker" },
  clickhouse_kafka: { from: "kafka", to: "clickhouse" },
  clickhouse_postgresql: { from: "pg", to: "clickhouse" },
};

/** Which services take what an integration brings, where Aiven's pages say so. */
export const takenBy: Readonly<Record<string, readonly string[]>> = {
  // https://aiven.io/docs/platform/howto/monitoring-services and the provider's own example
  metrics: ["thanos", "influxdb", "m3db", "pg"],
  // https://aiven.io/docs/products/opensearch/howto/opensearch-log-integration
  logs: ["opensearch", "elasticsearch"],
  // https://aiven.io/docs/tools/cli/service/integration
  kafka_logs: ["kafka"],
};
