import type { CdcPipelineProps } from "./cdc-pipeline";
import { staggeredWindows } from "../services/maintenance";
import { isAivens, isMade } from "../internal/made";
import { withDefaults } from "../internal/with-defaults";

/**
 * What `production: true` turns on for what the pipeline makes; what the props say themselves stands. The services that hold
 * data are protected twice: Aiven refuses to delete them, and Terraform to plan it. The workers hold
 * none, all their memory is in Kafka, so a plan may replace them.
 */
export function inProduction(props: CdcPipelineProps): CdcPipelineProps {
  const { postgres, kafka, kafkaConnect } = props;
  const windows = staggeredWindows(isMade(postgres) ? postgres.maintenanceWindow : undefined);
  const isProtected = { terminationProtection: true, preventDestroy: true };
  return {
    ...props,
    postgres: isMade(postgres)
      ? withDefaults(postgres, { ...isProtected, maintenanceWindow: windows.postgres })
      : postgres,
    kafka: isMade(kafka)
      ? withDefaults(kafka, {
          ...isProtected,
          maintenanceWindow: windows.kafka,
          autoCreateTopics: false,
          defaultAcl: false,
        })
      : kafka,
    kafkaConnect: isMade(kafkaConnect)
      ? withDefaults(kafkaConnect, {
          terminationProtection: true,
          maintenanceWindow: windows.kafkaConnect,
        })
      : kafkaConnect,
    replicationUser:
      props.replicationUser ?? (isMade(postgres) || isAivens(postgres) ? {} : undefined),
    topics: props.topics ?? {},
  };
}
