import type { ServiceType } from "../aiven/facts/service-plans";
import { resolveReferences } from "../stack/references";
import { isJsonObject, type Json } from "../base/json";
import type { Stack } from "../stack/synthesize";

const serviceTypes: readonly ServiceType[] = ["pg", "kafka", "kafka_connect"];

/** A service that a stack makes; undefined: only Terraform learns the value. */
export interface PlannedService {
  readonly stack: string;
  readonly type: ServiceType;
  readonly address: string;
  readonly project: string | undefined;
  readonly name: string | undefined;
  readonly plan: string | undefined;
  readonly cloud: string | undefined;
  /** Of `disk_space` or `additional_disk_space`, as it is written there: "150GiB". */
  readonly disk: { readonly argument: string; readonly size: string } | undefined;
}

/** What costs money in the stacks of an app: its services. */
export function plannedServices(
  stacks: readonly Stack[],
  environment: Readonly<Record<string, string | undefined>>,
): PlannedService[] {
  return stacks.flatMap(({ name: stack, json }) => {
    const text = (value: Json | undefined) => {
      if (typeof value !== "string") return undefined;
      const resolved = resolveReferences({ stack: json, environment }, value);
      return "text" in resolved && resolved.text !== "" ? resolved.text : undefined;
    };
    return serviceTypes.flatMap((type) =>
      Object.entries(json.resource?.[`aiven_${type}`] ?? {})
        .filter(([, body]) => isJsonObject(body))
        .map(([id, body]) => ({
          ...{ stack, type, address: `aiven_${type}.${id}` },
          project: text(body.project),
          name: text(body.service_name),
          plan: text(body.plan),
          cloud: text(body.cloud_name),
          disk: ["disk_space", "additional_disk_space"].flatMap((argument) => {
            const size = text(body[argument]);
            return size === undefined ? [] : [{ argument, size }];
          })[0],
        })),
    );
  });
}
