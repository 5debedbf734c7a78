import { ServiceIntegration } from "@cdktf/provider-aiven/lib/service-integration";
import { Construct } from "constructs";
import type { IAivenService } from "../services/interfaces";
import {
  endsOf,
  checkEndsRules,
  type IIntegrationEndpoint,
  isService,
} from "../internal/integration-ends";

/** Where logs go: an OpenSearch of Aiven's, or an endpoint outside. */
export type LogsDestination =
  | IAivenService
  | IIntegrationEndpoint<
      | "external_opensearch_logs"
      | "external_elasticsearch_logs"
      | "external_google_cloud_logging"
      | "external_aws_cloudwatch_logs"
      | "rsyslog"
    >;

/** How an OpenSearch of Aiven's keeps logs. An endpoint has settings of its own. */
export interface LogIndexes {
  /**
   * Days that logs are kept, an index a day (Terraform: `logs_user_config.elasticsearch_index_days_max`).
   *
   * @default 3 - Aiven's own
   */
  readonly keepDays?: number;
  /**
   * What the indexes' names begin with (Terraform: `logs_user_config.elasticsearch_index_prefix`).
   *
   * @default "logs" - Aiven's own
   */
  readonly prefix?: string;
}

export interface LogsIntegrationProps {
  /** Whose logs they are. */
  readonly service: IAivenService;
  readonly destination: LogsDestination;
  /** @default - Aiven's own */
  readonly indexes?: LogIndexes;
}

/** A service's logs, sent on (Terraform: `aiven_service_integration`). */
export class LogsIntegration extends Construct {
  readonly resource: ServiceIntegration;

  constructor(scope: Construct, id: string, props: LogsIntegrationProps) {
    super(scope, id);
    const { service, destination, indexes } = props;
    const ends = endsOf(service, destination, "logs");
    this.resource = new ServiceIntegration(this, "Default", {
      ...ends,
      logsUserConfig:
        indexes && isService(destination)
          ? {
              elasticsearchIndexDaysMax: indexes.keepDays,
              elasticsearchIndexPrefix: indexes.prefix,
            }
          : undefined,
    });
    checkEndsRules(this, ends);
  }
}
