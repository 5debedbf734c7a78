import { batchBytesFor } from "../../src/aiven/facts/message-size";
import type { CdcPipelineProps } from "../patterns/cdc-pipeline";
import { isMade } from "./made";
import { withDefaults } from "./with-defaults";

/**
 * What the `maxMessageBytes` of a pipeline sets on what it makes; what the props say themselves
 * stands.
 */
export function withMessageSize(
  props: CdcPipelineProps,
  maxMessageBytes: number,
): CdcPipelineProps {
  const { kafka, kafkaConnect } = props;
  const batchBytes = batchBytesFor(maxMessageBytes);
  const topics = props.topics ?? (props.production ? {} : undefined);
  return {
    ...props,
    kafka: isMade(kafka) ? withDefaults(kafka, { messageMaxBytes: batchBytes }) : kafka,
    kafkaConnect: isMade(kafkaConnect)
      ? withDefaults(kafkaConnect, { producerMaxRequestSize: maxMessageBytes })
      : kafkaConnect,
    topics: topics && withDefaults(topics, { maxMessageBytes: batchBytes }),
  };
}
