import { batchBytesFor } from "../../src/aiven/facts/message-size";
import type { DebeziumVersion } from "../../src/debezium/versions";
import type { CdcPipelineProps } from "../patterns/cdc-pipeline";
import { withDefaults } from "./with-defaults";

/** What the `maxMessageBytes` of a pipeline sets; what the props say themselves stands. */
export function withMessageSize<Version extends DebeziumVersion>(
  props: CdcPipelineProps<Version>,
  maxMessageBytes: number,
): CdcPipelineProps<Version> {
  const batchBytes = batchBytesFor(maxMessageBytes);
  const topics = props.topics ?? (props.production ? {} : undefined);
  return {
    ...props,
    kafka: withDefaults(props.kafka, { messageMaxBytes: batchBytes }),
    kafkaConnect: withDefaults(props.kafkaConnect, { producerMaxRequestSize: maxMessageBytes }),
    topics: topics && withDefaults(topics, { maxMessageBytes: batchBytes }),
  };
}
