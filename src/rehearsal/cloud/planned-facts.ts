import type { PluginName } from "../engines/fetch/lock";
import type { SecretProvider } from "../resources/connect/secret-providers";

/** What services are planned to have, before any is made: for the plans of what depends on them. */
export class PlannedFacts {
  /** By project/service, and of the one planned last: what its Debezium is to be pinned to. */
  readonly debezium = new Map<string | undefined, string | undefined>();
  /** Of Kafkas, by project/service: whether each is to have its default ACL. */
  readonly defaultAcl = new Map<string, boolean>();
  /** By project/service of a Kafka: bytes of the largest batch, undefined for Kafka's default. */
  readonly messageMaxBytes = new Map<string, number | undefined>();
  /** By project/service of a Kafka Connect: bytes of the largest record, likewise. */
  readonly producerMaxRequestSize = new Map<string, number | undefined>();
  /** By project/service of a Kafka Connect: what its connectors need beside Debezium's for PostgreSQL. */
  readonly plugins = new Map<string, Set<PluginName>>();
  readonly #secretProviders = new Map<string, readonly SecretProvider[] | undefined>();

  needsPlugin(service: string, plugin: PluginName): void {
    this.plugins.set(service, (this.plugins.get(service) ?? new Set()).add(plugin));
  }

  setSecretProviders(service: string, providers: readonly SecretProvider[] | undefined): void {
    this.#secretProviders.set(service, providers);
  }

  /** Those of a Connect service; of one that is not known yet, if it can be but one. */
  secretProviders(service: string | undefined): readonly SecretProvider[] | undefined {
    if (service !== undefined) return this.#secretProviders.get(service);
    const [only, ...others] = this.#secretProviders.values();
    return others.length === 0 ? only : undefined;
  }
}
