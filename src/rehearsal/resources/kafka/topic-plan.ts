import {
  type AttributePath,
  isUnknown,
  type Planned,
  type Value,
  type Values,
} from "../../../stack/values";
import type { Diagnostic } from "../../provider/resource-handler";

export interface TopicState extends Values {
  project: string;
  service_name: string;
  topic_name: string;
  partitions: number;
  replication: number;
  termination_protection?: boolean | null;
}

/** What the real provider refuses at plan: modifyPlan and validateConfig in internal/plugin/service/kafka/topic/topic.go. */
export function planViolations(planned: Planned<TopicState>, prior?: TopicState): Diagnostic[] {
  const violation = (attribute: AttributePath, detail: string): Diagnostic => ({
    ...{ severity: "error", summary: "The provider refuses this topic", attribute, detail },
  });
  const found: Diagnostic[] = [];
  const { partitions } = planned;
  if (prior && !isUnknown(partitions) && Number(partitions) < Number(prior.partitions)) {
    found.push(
      violation(
        ["partitions"],
        `partitions must not decrease, got ${partitions} after ${prior.partitions}; ` +
          "keep it, or create a topic of another name",
      ),
    );
  }
  const [config] = (isUnknown(planned.config) ? [] : (planned.config ?? [])) as Values[];
  const { retention_bytes: all, local_retention_bytes: local } = config ?? {};
  const path: AttributePath = ["config", 0, "local_retention_bytes"];
  if (!isSet(local) || isUnknown(all)) return found;
  if (!isSet(all)) {
    found.push(violation(path, "local_retention_bytes needs retention_bytes; set both"));
  } else if (BigInt(String(all)) < BigInt(String(local))) {
    const most = `local_retention_bytes must be at most retention_bytes ${String(all)}`;
    found.push(violation(path, `${most}, got ${String(local)}`));
  }
  return found;
}

/** The provider takes an empty text for absent. */
function isSet(value: Value): boolean {
  return !isUnknown(value) && /^-?\d+$/.test(String(value ?? ""));
}
