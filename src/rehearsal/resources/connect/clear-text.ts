import { requirement } from "../../../aiven/rules/message";
import type { LocalCloud } from "../../cloud/local-cloud";
import { ApiError } from "../../provider/resource-handler";

const servers = "bootstrap.servers";

/**
 * A client that speaks in clear text to a broker's TLS port takes the answer for the size of a message,
 * and its worker ends for want of memory.
 *
 * @throws ApiError for such a client, of a Kafka of this rehearsal
 */
export function refuseClearText(
  config: Readonly<Record<string, string>>,
  { services }: Pick<LocalCloud, "services">,
): void {
  const ports = services
    .flatMap((service) => (service.type === "kafka" ? service.engine.entrances : []))
    .flatMap((entrance) => entrance.ports);
  const isOurs = (address: string) => ports.includes(Number(/:(\d+)$/.exec(address.trim())?.[1]));
  for (const [name, value] of Object.entries(config)) {
    if (!name.endsWith(servers) || !value.split(",").some(isOurs)) continue;
    for (const property of protocolsOf(name.slice(0, -servers.length))) {
      const protocol = config[property] ?? "PLAINTEXT";
      if (/SSL$/i.test(protocol)) continue;
      throw new ApiError(
        "A connector in clear text",
        requirement(property, "be SSL or SASL_SSL", protocol, {
          advice: "Aiven's brokers take clients over TLS only",
        }),
        ["config", property in config ? property : name],
      );
    }
  }
}

/** Debezium's schema history has a producer and a consumer, which share the address only. */
function protocolsOf(prefix: string): string[] {
  const ends = prefix.startsWith("schema.history.internal.")
    ? ["schema.history.internal.producer.", "schema.history.internal.consumer."]
    : [prefix];
  return ends.map((end) => `${end}security.protocol`);
}
