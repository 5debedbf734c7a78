import type { AivenApi } from "../clients/aiven-api";
import type { Json } from "../base/json";
import type { PlannedService } from "./services";

/** What Aiven asks for a service, as its API tells it. */
export interface ServiceCost extends PlannedService {
  /** `base_price_usd` of the plan in that cloud. */
  readonly usdPerHour: number;
  readonly nodes: number | undefined;
  /** That the plan has, without what is added to it. */
  readonly diskGib: number | undefined;
  /** Of each GiB beyond the plan's; undefined where the plan takes no more. */
  readonly usdPerAddedGibAndHour: number | undefined;
}

export interface CostReport {
  readonly services: readonly ServiceCost[];
  /** Services whose price is not known, and why. */
  readonly unknown: readonly { readonly address: string; readonly reason: string }[];
}

/** Twelve months of 365 days. */
export const hoursPerMonth = 730;

/** Asks Aiven for the price of each service; what it does not tell is left out, never guessed. */
export async function costOf(
  services: readonly PlannedService[],
  api: AivenApi,
): Promise<CostReport> {
  const answers = await Promise.all(services.map((service) => priced(service, api)));
  return {
    services: answers.filter((answer) => "usdPerHour" in answer),
    unknown: answers.filter((answer) => "reason" in answer),
  };
}

async function priced(
  service: PlannedService,
  api: AivenApi,
): Promise<ServiceCost | CostReport["unknown"][number]> {
  const { address, type, project, plan, cloud } = service;
  const missing = Object.entries({ project, plan, cloud_name: cloud }).filter(([, it]) => !it);
  if (project === undefined || plan === undefined || cloud === undefined) {
    const names = missing.map(([name]) => name).join(" and ");
    return { address, reason: `only Terraform learns ${names}; set its variable, TF_VAR_…` };
  }
  const [specification, price] = await Promise.all([
    api.get("project", project, "service-types", type, "plans", plan),
    api.get(
      ...["project", project, "pricing", "service-types", type, "plans", plan, "clouds", cloud],
    ),
  ]);
  const usdPerHour = numberOf(price.base_price_usd);
  if (usdPerHour === undefined) {
    return { address, reason: `Aiven tells no price of ${plan} in ${cloud}` };
  }
  const diskMb = numberOf(specification.disk_space_mb);
  return {
    ...service,
    usdPerHour,
    nodes: numberOf(specification.node_count),
    diskGib: diskMb === undefined ? undefined : diskMb / 1024,
    usdPerAddedGibAndHour: numberOf(price.extra_disk_price_per_gb_usd),
  };
}

/** Aiven writes prices as text: no float loses a digit of theirs. */
function numberOf(value: Json | undefined): number | undefined {
  if (typeof value !== "number" && (typeof value !== "string" || value === "")) return undefined;
  return Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The report for a person. */
export function costLines({ services, unknown }: CostReport): string[] {
  const lines = services.map((service) => {
    const { name, address, plan, cloud, nodes, diskGib, usdPerHour } = service;
    const parts = [
      `${plan} in ${cloud}`,
      ...(nodes === undefined ? [] : [nodes === 1 ? "1 node" : `${nodes} nodes`]),
      ...(diskGib === undefined ? [] : [`${rounded(diskGib)} GiB of disk`]),
    ];
    return `${name ?? address}: ${parts.join(", ")}: ${money(usdPerHour)}${addedDisk(service)}`;
  });
  const total = services.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0);
  const what = services.length === 1 ? "1 service" : `${services.length} services`;
  return [
    ...lines,
    ...unknown.map(({ address, reason }) => `${address}: not in the sum: ${reason}`),
    `${what}: ${money(total)}; list prices, before discounts and taxes`,
  ];
}

function addedDisk({ disk, usdPerAddedGibAndHour }: ServiceCost): string {
  if (disk === undefined) return "";
  const price =
    usdPerAddedGibAndHour === undefined
      ? "whose price Aiven does not tell"
      : `each GiB beyond the plan's ${usd(usdPerAddedGibAndHour, 6)} an hour`;
  return `; not in it: ${disk.argument} ${disk.size}, ${price}`;
}

function money(perHour: number): string {
  return `${usd(perHour, 4)} an hour, ${usd(perHour * hoursPerMonth, 2)} in ${hoursPerMonth} hours`;
}

function usd(amount: number, digits: number): string {
  return `USD ${amount.toFixed(digits)}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
