import { administrator } from "../../aiven/facts/administrator";
import { isUnknown, type Value, type Values } from "../../stack/values";

/** The arguments of a service that handlers read. */
export interface ServiceState extends Values {
  project: string;
  service_name: string;
  plan: string;
}

/** One way into a service, as `components` lists them. */
export interface Component {
  readonly component: string;
  readonly host: string;
  readonly port: number;
  readonly ssl: boolean;
  /** Of Kafka. @default - empty, as for every other component */
  readonly authentication?: "sasl" | "certificate";
}

/** Computed attributes that all services share; the first component is the service's own port. */
export function serviceAttributes(
  components: readonly Component[],
  credentials: { uri?: string; username?: string; password?: string },
): Values {
  const [own] = components;
  return {
    service_host: own?.host ?? null,
    service_port: own?.port ?? null,
    service_uri: credentials.uri ?? null,
    service_username: credentials.username ?? administrator,
    service_password: credentials.password ?? null,
    state: "RUNNING",
    maintenance_window_enabled: true,
    components: components.map(({ authentication, ...component }) => ({
      ...component,
      connection_uri: `${component.host}:${component.port}`,
      kafka_authentication_method: authentication ?? "",
      kafka_ssl_ca: authentication ? "project_ca" : "",
      privatelink_connection_id: "",
      route: "dynamic",
      usage: "primary",
    })),
  };
}

/** The one block of a block list, such as `kafka_user_config`, or an empty one. */
export function block(values: Values | undefined, name: string): Values {
  const list = values?.[name];
  const first = Array.isArray(list) ? list[0] : undefined;
  return typeof first === "object" && first !== null ? (first as Values) : {};
}

/** The blocks of a list that are known. */
export function knownBlocks(value: Value | undefined): Values[] {
  return Array.isArray(value) ? (value.filter((item) => !isUnknown(item)) as Values[]) : [];
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/**
 * Settings in Aiven's spelling as the engine's own: `min_insync_replicas` is `min.insync.replicas`.
 * Nested blocks (Aiven's own inventions, such as `audit_log`) are not the engine's.
 */
export function engineSettings(settings: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      ["string", "number", "bigint", "boolean"].includes(typeof value)
        ? [[name.replaceAll("_", "."), String(value)]]
        : [],
    ),
  );
}

/** What Terraform gets of a service, which keeps what was planned for it. */
export function remembered(
  service: { values: Values },
  planned: ServiceState,
  computed: Partial<ServiceState>,
): Partial<ServiceState> {
  service.values = { ...planned, ...computed };
  return computed;
}
