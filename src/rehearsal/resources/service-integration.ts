import { randomUUID } from "node:crypto";
import { diagnosticsOf, summaryOf } from "./rules";
import { endsRules, type EndsSubject } from "../../aiven/rules/integrations/ends-rules";
import { endsAttributes, readEnds } from "../../aiven/terraform/ends-from-terraform";
import { integrationRules } from "../../aiven/rules/integrations/integration-rules";
import { integrationAttributes, readIntegration } from "../../aiven/terraform/from-terraform";
import {
  messageSizeRules,
  type MessageSizeSubject,
} from "../../aiven/rules/kafka/message-size-rules";
import { type Facts, findViolations, formatViolation, notKnownYet } from "../../aiven/rules/rule";
import { ApiError, type ResourceHandler } from "../provider/resource-handler";
import type { LocalCloud } from "../cloud/local-cloud";
import { block, text } from "./service";
import { debeziumOf, startWorkers, stopWorkers } from "./connect/workers";
import { isUnknown, type Planned, type Values } from "../../stack/values";

interface IntegrationState extends Values {
  project: string;
  integration_type: string;
}

/** aiven_service_integration: of type kafka_connect it starts the workers; others exist in Terraform's state only. */
export const serviceIntegration: ResourceHandler<LocalCloud, IntegrationState> = {
  check: (planned, prior, { context: cloud }) => [
    ...diagnosticsOf(
      { cloud, isNew: !prior },
      endsRules,
      withTypes(cloud, planned, readEnds(planned, isUnknown)),
      endsAttributes,
    ),
    ...diagnosticsOf(
      { cloud, isNew: !prior },
      integrationRules,
      readIntegration(planned, isUnknown),
      integrationAttributes,
    ),
    ...diagnosticsOf(
      { cloud, isNew: !prior },
      messageSizeRules,
      plannedSizes(cloud, planned, readEnds(planned, isUnknown)),
      {},
    ),
  ],

  async create(config, { context: cloud, progress }) {
    const id = randomUUID();
    refuseWrongEnds(cloud, config);
    if (config.integration_type === "kafka_connect") {
      const { kafka, connect } = ends(cloud, config);
      if (connect.integration) {
        throw new ApiError(
          "Service integration already exists",
          `${connect.project}/${connect.name} is integrated with a Kafka; a Connect has one`,
          ["destination_service_name"],
        );
      }
      connect.integration = { kafka, storage: storageOf(config) };
      await startWorkers(cloud, connect);
      progress(
        `Kafka Connect for ${connect.name} with Debezium ${debeziumOf(cloud, connect)}, integrated with ${kafka.name}`,
      );
    } else {
      progress(`integration ${config.integration_type} exists in Terraform's state only`);
    }
    cloud.integrations.add(id);
    return {
      id: `${config.project}/${id}`,
      integration_id: id,
      source_service_project: text(config.source_service_project) ?? config.project,
      destination_service_project: text(config.destination_service_project) ?? config.project,
    };
  },

  read(state, { context: cloud }) {
    return cloud.integrations.has(String(state.integration_id)) ? {} : undefined;
  },

  async update(_prior, planned, { context: cloud }) {
    if (planned.integration_type === "kafka_connect") {
      const { kafka, connect } = ends(cloud, planned);
      await stopWorkers(connect);
      connect.integration = { kafka, storage: storageOf(planned) };
      await startWorkers(cloud, connect);
    }
    return {};
  },

  async delete(state, { context: cloud }) {
    cloud.integrations.delete(String(state.integration_id));
    if (state.integration_type !== "kafka_connect") return;
    const connect = cloud.find(
      "kafka_connect",
      text(state.destination_service_project) ?? state.project,
      String(state.destination_service_name),
    );
    if (connect) {
      await stopWorkers(connect);
      connect.integration = undefined;
    }
  },
};

/** The sizes of messages that both ends are planned with; those of other services are not known. */
function plannedSizes(
  { plannedFacts }: LocalCloud,
  planned: Planned<IntegrationState>,
  { sourceService, destinationService }: Facts<EndsSubject>,
): Facts<MessageSizeSubject> {
  const { project, source_service_project: from, destination_service_project: to } = planned;
  const sizeOf = (sizes: ReadonlyMap<string, number | undefined>, end: unknown, name: unknown) => {
    const key = `${String(text(end) ?? text(project))}/${String(name)}`;
    return planned.integration_type === "kafka_connect" && sizes.has(key)
      ? sizes.get(key)
      : notKnownYet;
  };
  return {
    messageMaxBytes: sizeOf(plannedFacts.messageMaxBytes, from, sourceService),
    producerMaxRequestSize: sizeOf(plannedFacts.producerMaxRequestSize, to, destinationService),
  };
}

/** Checked at apply: in a plan, an end that is left out counts as computed and may be set later. */
function refuseWrongEnds(cloud: LocalCloud, config: IntegrationState): void {
  const facts = withTypes(cloud, config, readEnds(config, isUnknown));
  const [violation] = findViolations(endsRules, facts, { asOf: cloud.asOf });
  if (violation) {
    const attribute = endsAttributes[violation.property as keyof EndsSubject];
    throw new ApiError(summaryOf(violation), formatViolation(violation), attribute);
  }
  const source = text(config.source_service_name);
  const project = text(config.source_service_project) ?? config.project;
  if (source !== undefined && typeOf(cloud, project, source) === undefined) {
    throw new ApiError(
      "Service does not exist",
      `no service ${project}/${source} in this rehearsal`,
      ["source_service_name"],
    );
  }
}

/** Where metrics or logs go may be a service that only Aiven knows. */
function withTypes(
  cloud: LocalCloud,
  values: Readonly<Record<string, unknown>>,
  ends: Facts<EndsSubject>,
): Facts<EndsSubject> {
  const typeAt = (end: "source" | "destination", name: string | symbol | undefined) => {
    const project = [values[`${end}_service_project`], values.project].find(
      (each) => typeof each === "string",
    );
    return project === undefined || typeof name !== "string"
      ? undefined
      : (typeOf(cloud, project, name) ?? plannedType(cloud, `${project}/${name}`));
  };
  return {
    ...ends,
    sourceType: typeAt("source", ends.sourceService),
    destinationType: typeAt("destination", ends.destinationService),
  };
}

/** What a service is planned to be, of those that an integration may have swapped. */
function plannedType({ plannedFacts }: LocalCloud, key: string): string | undefined {
  const isKafka = plannedFacts.messageMaxBytes.has(key);
  const isConnect = plannedFacts.producerMaxRequestSize.has(key);
  if (isKafka === isConnect) return undefined;
  return isKafka ? "kafka" : "kafka_connect";
}

/** The type of a service, whether it runs here or not: `pg`, `thanos`. */
function typeOf(cloud: LocalCloud, project: string, name: string): string | undefined {
  const service = cloud.services.find((each) => each.project === project && each.name === name);
  return service?.type ?? cloud.stateOnly.get(`${project}/${name}`)?.replace(/^aiven_/, "");
}

function ends(cloud: LocalCloud, config: IntegrationState) {
  const source = text(config.source_service_project) ?? config.project;
  const destination = text(config.destination_service_project) ?? config.project;
  return {
    kafka: cloud.get("kafka", source, String(config.source_service_name), "source_service_name"),
    connect: cloud.get(
      "kafka_connect",
      destination,
      String(config.destination_service_name),
      "destination_service_name",
    ),
  };
}

export function storageOf(config: Values): Values {
  return block(block(config, "kafka_connect_user_config"), "kafka_connect");
}
