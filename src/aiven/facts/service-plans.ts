import { own } from "../../base/own";
import { compareVersions, creatableVersions } from "./versions";

/** The services of Aiven that this project makes. */
export type ServiceType = "pg" | "kafka" | "kafka_connect";

/** What the plans that Aiven is known to sell begin with. */
export const planFamilies = ["free", "hobbyist", "startup", "business", "premium"] as const;

/** What is in the memory of a node, GB. */
type Size = 4 | 8 | 16 | 32 | 64;

/**
 * Plans that Aiven's price pages list, for an editor to complete. Customers have others, too, so
 * none of them is refused for not being among these.
 */
export type PostgresPlan =
  "free-1-5gb" | "hobbyist" | `${"startup" | "business" | "premium"}-${Size | 120 | 225}`;
export type KafkaPlan =
  | "startup-2"
  | "startup-4"
  | `business-${Size}`
  | `premium-${6 | 9 | 15 | 30}x-${8 | 16 | 32 | 64}`;
export type KafkaConnectPlan =
  | "startup-4"
  | "business-4"
  | "business-8"
  | `premium-${4 | 8}`
  | `premium-${6 | 9 | 15 | 30}x-${8 | 16 | 32}`;

/**
 * Nodes of each plan family, from Aiven's plan pages (PostgreSQL) and its console (Kafka and
 * Connect). A plan may also name its nodes itself: `premium-6x-8` has six.
 */
const nodesOfFamily: Readonly<Record<ServiceType, Readonly<Record<string, number>>>> = {
  pg: { free: 1, hobbyist: 1, startup: 1, business: 2, premium: 3 },
  kafka: { startup: 3, business: 3, premium: 6 },
  kafka_connect: { startup: 1, business: 3, premium: 6 },
};

/** How many nodes a plan has; for a family nobody knows, as many as its smallest has. */
export function nodesOf(service: ServiceType, plan: string): number {
  return knownNodesOf(service, plan) ?? Math.min(...Object.values(nodesOfFamily[service]));
}

/** How many nodes a plan has, if its name shows that. */
export function knownNodesOf(service: ServiceType, plan: string): number | undefined {
  const named = /-(\d+)x-/.exec(plan)?.[1];
  if (named !== undefined) return Number(named);
  return own(nodesOfFamily[service], familyOf(plan));
}

export function familyOf(plan: string): string {
  const [family = ""] = plan.split("-");
  return family;
}

/** A plan that went when a version came. */
interface Succession {
  readonly plan: string;
  readonly successor: string;
  /** The first version of the service without it. */
  readonly fromVersion: string;
}

const kafkaSuccessions: readonly Succession[] = [
  // KRaft's controllers need room: https://aiven.io/docs/products/kafka/concepts/kraft-mode
  { plan: "startup-2", successor: "startup-4", fromVersion: "3.9" },
];

/**
 * The plan that took a Kafka plan's place, if none can be made with it: not with that version, nor
 * with any once all versions before are gone.
 */
export function kafkaSuccessorOf(
  plan: string,
  version: string | undefined,
  asOf: Date,
): Succession | undefined {
  return kafkaSuccessions.find(({ plan: outlived, fromVersion }) => {
    if (plan !== outlived) return false;
    const isBefore = (each: string) => compareVersions(each, fromVersion) < 0;
    const creatable = creatableVersions("kafka", asOf);
    if (!creatable.some(isBefore)) return true;
    const meant = version ?? creatable.at(-1);
    return meant !== undefined && !isBefore(meant);
  });
}
