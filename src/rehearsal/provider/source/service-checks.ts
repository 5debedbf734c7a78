/** What CustomizeDiffGenericService refuses of a service, in internal/schemautil/custom_diff.go. */
import { isUnknown, type AttributePath, type Value, type Values } from "../../../stack/values";
import { equal, isWhollyKnown } from "../values";
import { spellings } from "./relations";
import { serviceTypes } from "./source-files";

/** A refusal, and the argument that it is about. */
export interface Refusal {
  readonly path: AttributePath;
  readonly text: string;
}

/**
 * Disk sizes that no plan has. The provider asks Aiven for the plan's default, step and maximum,
 * which differ by service, plan, cloud and project: without an account neither a size below the
 * default nor one above the maximum is known, and of the steps only what all plans share. Each
 * default is a multiple of 5 GiB and each step of 10 GiB.
 */
const diskSteps: Readonly<Record<string, number>> = { disk_space: 5, additional_disk_space: 10 };

export function serviceRefusals(type: string, prior: Values | null, config: Values): Refusal[] {
  if (type === "aiven_project") return tagRefusals(config.tag);
  if (!serviceTypes.includes(type)) return [];
  return [
    ...tagRefusals(config.tag),
    ...diskRefusals(prior, config),
    ...laterRefusals(prior, config),
    ...Object.keys(config)
      .filter((name) => name.endsWith("_user_config"))
      .flatMap((name) => spellingRefusals(config[name], [name])),
  ];
}

function tagRefusals(tags: Value): Refusal[] {
  const keys = items(tags).map(({ key }) => key);
  const twice = keys.find((key, index) => typeof key === "string" && keys.indexOf(key) < index);
  if (twice === undefined) return [];
  const text = `tag keys must differ, got "${String(twice)}" twice; leave one of the two out`;
  return [{ path: ["tag"], text }];
}

function diskRefusals(prior: Values | null, config: Values): Refusal[] {
  return Object.entries(diskSteps).flatMap(([name, step]) => {
    const [, digits] = /^([1-9]\d*)(?:GiB|G)$/.exec(String(config[name] ?? "")) ?? [];
    const isKept = prior?.[name] === config[name];
    if (isUnknown(config[name]) || digits === undefined || isKept) return [];
    if (Number(digits) % step === 0) return [];
    const text = `${name} must grow in the plan's steps, got "${String(config[name])}"; use a multiple of ${step}GiB`;
    return [{ path: [name], text }];
  });
}

function laterRefusals(prior: Values | null, config: Values): Refusal[] {
  if (!prior) return [];
  const refusals: Refusal[] = [];
  const { service_integrations: integrations, static_ips: addresses, plan } = config;
  const names = ["integration_type", "source_service_name"] as const;
  const inWords = (value: Value): string[] =>
    items(value)
      .map((item) => names.map((name) => String(item[name])).join())
      .toSorted();
  const asked = inWords(integrations);
  if (
    asked.length > 0 &&
    isWhollyKnown(integrations) &&
    asked.join("\n") !== inWords(prior.service_integrations).join("\n")
  ) {
    const text =
      "service_integrations must be set as the service is created; use aiven_service_integration";
    refusals.push({ path: ["service_integrations"], text });
  }
  const isKnown = isWhollyKnown(addresses) && !isUnknown(plan);
  const isMoved = !equal(["set", "string"], prior.static_ips ?? [], addresses ?? []);
  if (isKnown && plan !== prior.plan && isMoved) {
    const text = "plan and static_ips must not change together; apply one, then the other";
    refusals.push({ path: ["plan"], text });
  }
  return refusals;
}

function spellingRefusals(value: Value, path: AttributePath): Refusal[] {
  return items(value).flatMap((block, index) => {
    const at = [...path, index];
    const own = spellings.flatMap((names) => {
      const [first, second] = names.filter((name) => isSet(block[name]));
      if (first === undefined || second === undefined) return [];
      const text = `${first} and ${second} must not be set together; leave one out`;
      return [{ path: [...at, second], text }];
    });
    const inner = Object.entries(block).flatMap(([name, nested]) =>
      spellingRefusals(nested, [...at, name]),
    );
    return [...own, ...inner];
  });
}

function isSet(value: Value): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** The blocks of a list or set, as far as they are known. */
function items(value: Value): Values[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is Values => typeof item === "object" && item !== null && !Array.isArray(item),
  );
}
