import { renamedConfig } from "../../debezium/properties/upgrade";
import type { DebeziumVersion } from "../../debezium/versions";
import { isJsonObject, type Json, type JsonBody } from "../../base/json";
import type { StackJson } from "../../stack/stack-json";
import { pinnedIn, type PlannedUpgrade } from "./planned-upgrade";

/** A stack's JSON with its workers pinned to another Debezium, and their connectors in its words. */
export function upgradedStack(
  json: StackJson,
  stack: string,
  upgrades: readonly PlannedUpgrade[],
  target: DebeziumVersion,
): StackJson {
  let resource = json.resource ?? {};
  const change = (type: string, name: string, to: (body: JsonBody) => JsonBody) => {
    const named = resource[type] ?? {};
    resource = { ...resource, [type]: { ...named, [name]: to(named[name] ?? {}) } };
  };
  for (const { workers, ...upgrade } of upgrades) {
    if (workers.stack === stack) {
      const { block, argument } = pinnedIn[workers.type];
      change(workers.type, workers.resource, (body) => ({
        ...body,
        [block]: withPin(body[block], argument, target),
      }));
    }
    if (upgrade.stack === stack) {
      change("aiven_kafka_connector", upgrade.resource, ({ config, ...body }) => ({
        ...body,
        config: isJsonObject(config)
          ? renamedConfig<Json>(config, upgrade.changes)
          : (config ?? {}),
      }));
    }
  }
  return { ...json, resource };
}

const plugin = "debezium-connector";

/** A block is an object, or a list with one. */
function withPin(block: Json | undefined, argument: string, version: DebeziumVersion): Json {
  if (Array.isArray(block)) return [withPin(block[0], argument, version)];
  const body = isJsonObject(block) ? block : {};
  const others = [body[argument] ?? []]
    .flat()
    .filter((each) => !isJsonObject(each) || each.plugin_name !== plugin);
  return { ...body, [argument]: [...others, { plugin_name: plugin, version }] };
}
