import type { DebeziumVersion } from "../../src/debezium/versions";
import type { CdcPipelineProps } from "./cdc-pipeline";
import { staggeredWindows } from "../services/maintenance";
import { withDefaults } from "../internal/with-defaults";

/**
 * What `production: true` turns on; what the props say themselves stands. The services that hold
 * data are protected twice: Aiven refuses to delete them, and Terraform to plan it. The workers hold
 * none, all their memory is in Kafka, so a plan may replace them.
 */
export function inProduction<Version extends DebeziumVersion>(
  props: CdcPipelineProps<Version>,
): CdcPipelineProps<Version> {
  const windows = staggeredWindows(props.postgres.maintenanceWindow);
  const isProtected = { terminationProtection: true, preventDestroy: true };
  return {
    ...props,
    postgres: withDefaults(props.postgres, { ...isProtected, maintenanceWindow: windows.postgres }),
    kafka: withDefaults(props.kafka, {
      ...isProtected,
      maintenanceWindow: windows.kafka,
      autoCreateTopics: false,
      defaultAcl: false,
    }),
    kafkaConnect: withDefaults(props.kafkaConnect, {
      terminationProtection: true,
      maintenanceWindow: windows.kafkaConnect,
    }),
    replicationUser: props.replicationUser ?? {},
    topics: props.topics ?? {},
  };
}
