/** The services of Aiven that this project makes. */
export type ServiceType = "pg" | "kafka" | "kafka_connect";

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
  const named = /-(\d+)x-/.exec(plan)?.[1];
  if (named !== undefined) return Number(named);
  const [family = ""] = plan.split("-");
  return nodesOfFamily[service][family] ?? Math.min(...Object.values(nodesOfFamily[service]));
}
