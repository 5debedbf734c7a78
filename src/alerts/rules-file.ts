import { connectorKinds } from "./connector-kinds";
import type { Watched } from "./from-stack";
import { type AlertKind, expressionOf, type Labels } from "./kind";
import { serviceKinds } from "./service-kinds";

/** One alert as Prometheus' rules files have it. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly AlertingRule[];
}

/**
 * The alerts of one stack.
 *
 * @param serviceLabel the label that identifies a service in the metrics: `service` in Aiven's
 */
export function ruleGroup(stack: string, watched: Watched, serviceLabel: string): RuleGroup {
  const select = selector(serviceLabel);
  return {
    name: `cdc-${stack}`,
    rules: [
      ...watched.connectors.flatMap((connector) =>
        rulesOf(connectorKinds, connector, select, { connector: connector.connectorName }),
      ),
      ...watched.services.flatMap((service) =>
        rulesOf(serviceKinds, service, select, { [serviceLabel]: service.serviceName }),
      ),
    ],
  };
}

function rulesOf<Subject>(
  kinds: readonly AlertKind<Subject>[],
  subject: Subject,
  select: (labels: Labels) => string,
  labels: Readonly<Record<string, string>>,
): AlertingRule[] {
  return kinds
    .filter((kind) => kind.concerns(subject))
    .map((kind) => ({
      alert: kind.name,
      expr: expressionOf(kind.conditions(subject, select)),
      for: `${kind.minutes(subject)}m`,
      labels: { severity: kind.severity, ...labels },
      annotations: { summary: kind.summary(subject), description: kind.advice },
    }));
}

/** `{service="events",topic="…"}`. PromQL's strings are escaped as JSON's are. */
export function selector(serviceLabel: string) {
  return (labels: Labels): string => {
    const matchers = Object.entries(labels)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name === "service" ? serviceLabel : name, value] as const)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    return matchers.length === 0 ? "" : `{${matchers.join(",")}}`;
  };
}
