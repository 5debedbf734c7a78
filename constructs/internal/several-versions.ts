import { type ConstructViolation, violation } from "./checks";

/** Workers load one version of a plugin. */
export function severalVersions(versions: ReadonlySet<string>): ConstructViolation[] {
  if (versions.size < 2) return [];
  const message = `debeziumVersion must be the same for all connectors, got ${[...versions].join(" and ")}; give each version its own Kafka Connect`;
  return [violation("connect-one-debezium", message)];
}
