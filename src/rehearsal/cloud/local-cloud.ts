import type { OnStep } from "../../base/progress";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServiceType } from "../../aiven/facts/service-plans";
import { authorityFile } from "../home";
import { Credentials } from "./credentials";
import { PrestartedEngines } from "./prestarted-engines";
import { type EngineFiles, prepareEngines, preparePlugin } from "../engines/files";
import { type Guard, startGuard } from "../engines/guard";
import { findPostgresWithWal2json } from "../engines/postgres/postgres-files";
import {
  type AskedVersions,
  decodesByWal2json,
  engineVersions,
  rehearsedVersions,
} from "./engine-versions";
import { fileName } from "../file-name";
import { ApiError } from "../provider/resource-handler";
import { discard } from "./discard";
import { PlannedFacts } from "./planned-facts";
import { StandIns } from "../stand-ins/stand-ins";
import { hasDeployed } from "../terraform/deployed";
import type { PluginName } from "../engines/fetch/lock";
import type {
  Connector,
  ConnectService,
  KafkaService,
  SampleTable,
  Service,
  StateOnlyConnector,
} from "./services";

export interface LocalCloudOptions {
  /** Data and logs of everything that runs. */
  readonly dir: string;
  readonly enginesDir: string;
  /** The day that is rehearsed: versions come and go. @default - now */
  readonly asOf?: Date;
  /** PostgreSQL takes the first, Kafka Connect the second, the brokers those after. */
  readonly firstPort?: number;
  /** Values of secrets that no service here can give. @default - there are none */
  readonly secretsFile?: string;
  /** Of a Kafka, at most. @default - as many as its plan has nodes */
  readonly brokers?: number;
  /** One line for the person who waits. */
  readonly onProgress: (message: string) => void;
  /** How far a download has come. @default - a line at each quarter */
  readonly onStep?: OnStep;
  /** A Kafka that came up: its topics can be read. */
  readonly onKafka?: (kafka: KafkaService) => void;
  readonly signal?: AbortSignal;
}

/** Everything that was applied and runs: what Aiven's side of the API would be. */
export class LocalCloud {
  readonly guard: Guard = startGuard();
  readonly prestarted: PrestartedEngines;
  readonly credentials = new Credentials(
    (secret) => this.keepSecret(secret),
    (project, ca) => writeFile(authorityFile(this.options.dir, project), ca),
  );
  /** Of workers that were started early, by project/service. */
  readonly prestartedPorts = new Map<string, number>();
  readonly asOf: Date;
  readonly brokers: number;
  readonly connectors: Connector[] = [];
  /** Those that exist in Terraform's state only. */
  readonly stateOnlyConnectors: StateOnlyConnector[] = [];
  readonly sampleTables: SampleTable[] = [];
  /** By their ids; what an integration does is with the services at its ends. */
  readonly integrations = new Set<string>();
  /** What is here in place of what exists elsewhere. */
  readonly standIns = new StandIns();
  /** By project/service: the Terraform types of services that exist in Terraform's state only. */
  readonly stateOnly = new Map<string, string>();
  readonly plannedFacts = new PlannedFacts();
  readonly #secrets: string[] = [];
  readonly #services = new Map<string, Service | "being made">();
  readonly #files = new Map<string, Promise<EngineFiles>>();
  #nextPort: number | undefined;

  constructor(private readonly options: LocalCloudOptions) {
    this.#nextPort = options.firstPort;
    this.asOf = options.asOf ?? new Date();
    this.brokers = options.brokers ?? Infinity;
    this.prestarted = new PrestartedEngines(options.signal);
  }

  get secretsFile(): string | undefined {
    return this.options.secretsFile;
  }

  /** Secrets that went through here, in the clear, and those to come: never to be shown. */
  get secrets(): readonly string[] {
    return this.#secrets;
  }

  keepSecret(value: string): void {
    if (!this.#secrets.includes(value)) this.#secrets.push(value);
  }

  /** Said when a port that the user asked for is taken. */
  get portHint(): string | undefined {
    return this.options.firstPort === undefined ? undefined : "give another first one with --port";
  }

  /** Whether nothing is deployed: a rehearsal in the background then ends. */
  get isEmpty(): boolean {
    const isDeployed = [...this.#services.keys()].some((key) => !this.standIns.has(key));
    const isUp = isDeployed || this.integrations.size > 0;
    return !isUp && !hasDeployed(this.options.dir);
  }

  get services(): Service[] {
    return this.#made.flatMap((service) =>
      service.type === "kafka" && service.connect ? [service, service.connect] : [service],
    );
  }

  get #made(): Service[] {
    return [...this.#services.values()].filter((service) => service !== "being made");
  }

  /** Programs for the versions asked for, fetched if they are not there. */
  files(asked: AskedVersions = {}): Promise<EngineFiles> {
    const versions = engineVersions(asked, this.asOf);
    const key = JSON.stringify(versions);
    const files =
      this.#files.get(key) ??
      prepareEngines({
        ...this.fetching,
        kafkaVersion: versions.kafka,
        debeziumVersion: versions.debezium,
      });
    this.#files.set(key, files);
    files.catch(() => this.#files.delete(key));
    return files;
  }

  /** A folder of connectors, fetched if they are not there. */
  plugin(name: PluginName, { kafka }: AskedVersions): Promise<string> {
    const versions = rehearsedVersions[name];
    const own = engineVersions({ kafka }, this.asOf).kafka;
    const version = versions.includes(own) ? own : versions.at(-1);
    return preparePlugin(this.fetching, name, String(version));
  }

  /** Where engines are kept, and who hears of their fetching. */
  get fetching() {
    const { enginesDir: dir, onProgress, onStep, signal } = this.options;
    return { dir, onProgress, onStep, signal };
  }

  /**
   * The folder of PostgreSQL's programs. A server is made before any connector is known, so the
   * day decides: while wal2json was in use one that has it is preferred.
   */
  async postgresPrograms(): Promise<string> {
    const preferred = decodesByWal2json(this.asOf) ? await findPostgresWithWal2json() : undefined;
    return preferred ?? (await this.files()).postgres;
  }

  /** For what the engines of every run have in common. */
  get templatesDir(): string {
    return this.options.enginesDir;
  }

  /** A folder for one engine's data and log; no two services share one. */
  dirOf(project: string, name: string): string {
    return join(this.options.dir, "services", fileName(project), fileName(name));
  }

  /** The next of the ports that the user asked for, or none in particular. */
  takePorts(count: number): number[] | undefined {
    if (this.#nextPort === undefined) return undefined;
    const first = this.#nextPort;
    this.#nextPort += count;
    return Array.from({ length: count }, (_, index) => first + index);
  }

  /** Makes a service under a name that must be free in its project, as with Aiven. */
  async add<S extends Service>(project: string, name: string, make: () => Promise<S>): Promise<S> {
    const key = `${project}/${name}`;
    await this.#giveWay(key);
    if (this.#services.has(key)) {
      throw new ApiError(
        "Service name is already in use in this project",
        `${key} exists in this rehearsal; give the service another name, or import it`,
        ["service_name"],
      );
    }
    this.#services.set(key, "being made");
    try {
      const service = await make();
      this.#services.set(key, service);
      if (service.type === "kafka") this.options.onKafka?.(service);
      return service;
    } catch (error) {
      this.#services.delete(key);
      throw error;
    }
  }

  /** A stand-in is no longer needed where the service itself is made. */
  async #giveWay(key: string): Promise<void> {
    const service = this.#services.get(key);
    if (service === undefined || service === "being made" || !this.standIns.has(key)) return;
    this.standIns.forget(key);
    await this.remove(service);
  }

  find<T extends ServiceType>(type: T, project: string, name: string) {
    const service = this.#services.get(`${project}/${name}`);
    if (service === undefined || service === "being made" || service.type !== type) {
      return undefined;
    }
    return service as Extract<Service, { type: T }>;
  }

  /** As {@link find}, for a service without which nothing can go on. */
  get<T extends ServiceType>(type: T, project: string, name: string, attribute: string) {
    const service = this.find(type, project, name);
    if (!service) {
      throw new ApiError(
        "Service does not exist",
        `no ${type} service ${project}/${name} in this rehearsal`,
        [attribute],
      );
    }
    return service;
  }

  /** The workers that a connector's `service_name` stands for: a service's own, or those of a Kafka. */
  findConnect(project: string, name: string): ConnectService | undefined {
    return this.find("kafka_connect", project, name) ?? this.find("kafka", project, name)?.connect;
  }

  async remove(service: Service): Promise<void> {
    this.#services.delete(`${service.project}/${service.name}`);
    await discard(service);
  }

  /** Ends everything that runs. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#made.map(discard));
    this.#services.clear();
    await this.prestarted.close();
    await this.guard.close();
  }
}
