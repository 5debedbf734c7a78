import { KafkaQuota } from "@cdktf/provider-aiven/lib/kafka-quota";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { IKafka } from "../services/interfaces";
import { requirement } from "../../src/aiven/rules/message";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";

export interface ClientQuotaProps {
  readonly kafka: IKafka;
  /** Whom it holds back: a Kafka user, or `"default"` for each without one of its own. @default - every user */
  readonly user?: string;
  /** The client's `client.id`, or `"default"`. @default - every client */
  readonly clientId?: string;
  /** Bytes a second that each broker lets it fetch; up to 1,073,741,824. @default - no limit */
  readonly consumerByteRate?: number;
  /** Bytes a second that each broker takes of it; up to 1,073,741,824. @default - no limit */
  readonly producerByteRate?: number;
  /** Share of a broker's request threads, %; up to 100. @default - no limit */
  readonly requestPercentage?: number;
}

/**
 * What a client may take of each broker (Terraform: `aiven_kafka_quota`), so that one that catches up
 * after a pause does not hold up the connector. Brokers delay who goes beyond it, and refuse nobody.
 */
export class ClientQuota extends Construct {
  readonly resource: KafkaQuota;

  constructor(scope: Construct, id: string, props: ClientQuotaProps) {
    super(scope, id);
    const { kafka, ...limits } = props;
    this.resource = new KafkaQuota(this, "Default", {
      project: kafka.project,
      serviceName: kafka.serviceName,
      ...limits,
    });
    checkAtSynth(this, () => [...scopeViolations(props), ...limitViolations(props)]);
  }
}

function scopeViolations({ user, clientId }: ClientQuotaProps): ConstructViolation[] {
  if (user !== undefined || clientId !== undefined) return [];
  const message =
    'user or clientId must be set, got neither; for all who have none of their own: user: "default"';
  return [violation("quota-limits", message)];
}

function limitViolations(props: ClientQuotaProps): ConstructViolation[] {
  const limits = [
    ["consumerByteRate", 1_073_741_824],
    ["producerByteRate", 1_073_741_824],
    ["requestPercentage", 100],
  ] as const;
  const given = limits.filter(([name]) => props[name] !== undefined);
  if (given.length === 0) {
    const names = limits.map(([name]) => name).join(", ");
    return [violation("quota-limits", `one of ${names} must be set, got none`)];
  }
  return given
    .map(([name, most]) => ({ name, most, value: props[name] ?? 0 }))
    .filter(({ value, most }) => !Token.isUnresolved(value) && !(value >= 0 && value <= most))
    .map(({ name, most, value }) =>
      violation("quota-limits", requirement(name, `be from 0 to ${most}`, value)),
    );
}
