import { heartbeatTopic } from "../debezium/naming/topics";
import { type AlertThresholds, defaultThresholds } from "../aiven/facts/alert-thresholds";
import type { ServiceType } from "../aiven/facts/service-plans";
import { textOf } from "../database/from-stack";
import { postgresConnectorClass } from "../debezium/versions";
import type { ReferenceScope } from "../stack/references";
import type { JsonBody } from "../base/json";
import type { StackJson } from "../stack/stack-json";
import type { WatchedConnector, WatchedService } from "./kind";

/** What there is to watch in a stack. */
export interface Watched {
  readonly services: readonly WatchedService[];
  readonly connectors: readonly WatchedConnector[];
}

const serviceTypes: readonly ServiceType[] = ["pg", "kafka", "kafka_connect"];

/** Everything in a stack, made by it or found, that an alert can be about. */
export function watchedIn(
  stack: StackJson,
  environment: ReferenceScope["environment"] = {},
): Watched {
  const reader = new StackReader({ stack, environment });
  return {
    services: serviceTypes.flatMap((type) => reader.services(type)),
    connectors: reader.postgresConnectors(),
  };
}

class StackReader {
  private readonly stack: StackJson;

  constructor(private readonly scope: ReferenceScope) {
    this.stack = scope.stack;
  }

  services(type: ServiceType): WatchedService[] {
    const bodies = [this.stack.resource, this.stack.data].flatMap((each) =>
      Object.entries((each?.[`aiven_${type}`] ?? {}) as Record<string, JsonBody>),
    );
    return bodies.map(([name, body]) => {
      const serviceName = this.text(body, "service_name", `aiven_${type}.${name}`) ?? name;
      return {
        type,
        serviceName,
        connectors: this.connectors().filter((each) => each.service === serviceName).length,
        isAutoscaled: this.integrations("autoscaler").some((each) => each.source === serviceName),
        thresholds: this.thresholds([serviceName]),
      };
    });
  }

  postgresConnectors(): WatchedConnector[] {
    return this.connectors()
      .filter(({ config }) => config["connector.class"] === postgresConnectorClass)
      .map(({ at, connectorName, service, config }) => {
        const read = (key: string) => this.text(config, key, at);
        const integration = this.integrations("kafka_connect").find(
          ({ destination }) => destination === service,
        );
        const server = this.server(config, at);
        const watching = [service, integration?.source, server?.serviceName];
        return {
          connectorName,
          slotName: read("slot.name") ?? "debezium",
          maxSlotWalKeepMb: server?.maxSlotWalKeepMb,
          kafka: integration?.source,
          heartbeat: heartbeatOf(read),
          thresholds: this.thresholds(watching),
        };
      });
  }

  private connectors() {
    const bodies = (this.stack.resource?.aiven_kafka_connector ?? {}) as Record<string, JsonBody>;
    return Object.entries(bodies).map(([name, body]) => {
      const at = `aiven_kafka_connector.${name}`;
      return {
        at,
        connectorName: this.text(body, "connector_name", at) ?? name,
        service: this.text(body, "service_name", at),
        config: (body.config ?? {}) as JsonBody,
      };
    });
  }

  private integrations(type: string) {
    const bodies = (this.stack.resource?.aiven_service_integration ?? {}) as Record<
      string,
      JsonBody
    >;
    return Object.entries(bodies)
      .filter(([, body]) => body.integration_type === type)
      .map(([name, body]) => {
        const at = `aiven_service_integration.${name}`;
        return {
          source: this.text(body, "source_service_name", at),
          destination: this.text(body, "destination_service_name", at),
        };
      });
  }

  /** The PostgreSQL of the stack that a connector reads. */
  private server(config: JsonBody, at: string) {
    const host = config["database.hostname"];
    const [, isData, name = ""] =
      /^\$\{(data\.)?aiven_pg\.([\w-]+)\.service_host\}$/.exec(String(host)) ?? [];
    const from = isData ? this.stack.data : this.stack.resource;
    const body = from?.aiven_pg?.[name] as JsonBody | undefined;
    if (!body) return undefined;
    const { pg } = (body.pg_user_config ?? {}) as { pg?: { max_slot_wal_keep_size?: unknown } };
    const limit = Number(pg?.max_slot_wal_keep_size ?? -1);
    return {
      serviceName: this.text(body, "service_name", at),
      maxSlotWalKeepMb: limit >= 0 ? limit : undefined,
    };
  }

  /** Those of the first of the services that has some of its own. */
  private thresholds(services: readonly (string | undefined)[]): AlertThresholds {
    const notes = Object.values(this.stack.locals ?? {}).filter((note) => "alerts_for" in note);
    for (const service of services) {
      const note = notes.find(({ alerts_for: names }) =>
        (names as string[]).some((name) => textOf(this.scope, name, "alerts") === service),
      );
      if (note) return merged(note as Partial<AlertThresholds>);
    }
    return defaultThresholds;
  }

  private text(body: JsonBody, key: string, at: string): string | undefined {
    const value = body[key];
    if (value === undefined || value === null) return undefined;
    return textOf(this.scope, String(value), `${at}: ${key}`);
  }
}

function heartbeatOf(read: (key: string) => string | undefined): WatchedConnector["heartbeat"] {
  const intervalMs = Number(read("heartbeat.interval.ms") ?? 0);
  const prefix = read("topic.prefix") ?? read("database.server.name");
  if (!(intervalMs > 0) || prefix === undefined) return undefined;
  const naming = ["topic.heartbeat.prefix", "heartbeat.topics.prefix", "topic.delimiter"];
  const config = Object.fromEntries(naming.map((key) => [key, read(key)]));
  return { topic: heartbeatTopic({ ...config, "topic.prefix": prefix }), intervalMs };
}

function merged(given: Partial<AlertThresholds>): AlertThresholds {
  const keys = Object.keys(defaultThresholds) as (keyof AlertThresholds)[];
  return Object.fromEntries(
    keys.map((key) => [key, given[key] ?? defaultThresholds[key]]),
  ) as unknown as AlertThresholds;
}
