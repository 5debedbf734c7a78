import { findingsOf } from "./rules";
import { endsRules, type EndsSubject } from "../../aiven/ends-rules";
import { endsAttributes, readEnds } from "../../aiven/ends-from-terraform";
import { integrationRules } from "../../aiven/integration-rules";
import { integrationAttributes, readIntegration } from "../../aiven/from-terraform";
import { type Facts, findFaults, notKnownYet } from "../../aiven/rule";
import { randomUUID } from "node:crypto";
import { isUnknown, Refusal, type ResourceMeaning, type Values } from "../meaning";
import type { World } from "../world";
import { block, text } from "./service";
import { debeziumOf, startWorkers, stopWorkers } from "./workers";

interface IntegrationState extends Values {
  project: string;
  integration_type: string;
}

/** aiven_service_integration: of type kafka_connect it starts the workers; others are held only. */
export const serviceIntegration: ResourceMeaning<World, IntegrationState> = {
  check: (planned, prior, { context: world }) => [
    ...findingsOf(
      { world, isNew: !prior },
      endsRules,
      withTypes(world, planned, readEnds(planned, isUnknown)),
      endsAttributes,
    ),
    ...findingsOf(
      { world, isNew: !prior },
      integrationRules,
      readIntegration(planned, isUnknown),
      integrationAttributes,
    ),
  ],

  async create(config, { context: world, progress }) {
    const id = randomUUID();
    refuseWrongEnds(world, config);
    if (config.integration_type === "kafka_connect") {
      const { kafka, connect } = ends(world, config);
      if (connect.integration) {
        throw new Refusal(
          "Service integration already exists",
          `${connect.project}/${connect.name} is integrated with a Kafka; a Connect has one`,
          ["destination_service_name"],
        );
      }
      connect.integration = { kafka, storage: storageOf(config) };
      await startWorkers(world, connect);
      progress(
        `Kafka Connect for ${connect.name} with Debezium ${debeziumOf(world, connect)}, integrated with ${kafka.name}`,
      );
    } else {
      progress(`integration ${config.integration_type} is held as state only`);
    }
    world.integrations.add(id);
    return {
      id: `${config.project}/${id}`,
      integration_id: id,
      source_service_project: text(config.source_service_project) ?? config.project,
      destination_service_project: text(config.destination_service_project) ?? config.project,
    };
  },

  read(state, { context: world }) {
    return world.integrations.has(String(state.integration_id)) ? {} : undefined;
  },

  async update(_prior, planned, { context: world }) {
    if (planned.integration_type === "kafka_connect") {
      const { kafka, connect } = ends(world, planned);
      await stopWorkers(connect);
      connect.integration = { kafka, storage: storageOf(planned) };
      await startWorkers(world, connect);
    }
    return {};
  },

  async delete(state, { context: world }) {
    world.integrations.delete(String(state.integration_id));
    if (state.integration_type !== "kafka_connect") return;
    const connect = world.find(
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

/** What no plan could tell: an end that is left open there counts as computed, and may exist later. */
function refuseWrongEnds(world: World, config: IntegrationState): void {
  const facts = withTypes(world, config, readEnds(config, isUnknown));
  const [fault] = findFaults(endsRules, facts, { asOf: world.asOf });
  if (fault) {
    const attribute = endsAttributes[fault.property as keyof EndsSubject];
    throw new Refusal(`Aiven refuses this ${fault.property}`, fault.message, attribute);
  }
  const source = text(config.source_service_name);
  const project = text(config.source_service_project) ?? config.project;
  if (source !== undefined && typeOf(world, project, source) === undefined) {
    throw new Refusal(
      "Service does not exist",
      `no service ${project}/${source} in this rehearsal`,
      ["source_service_name"],
    );
  }
}

/** Where metrics or logs go may be a service that only Aiven knows. */
function withTypes(
  world: World,
  values: Readonly<Record<string, unknown>>,
  ends: Facts<EndsSubject>,
): Facts<EndsSubject> {
  const { destinationService: name } = ends;
  const named = [values.destination_service_project, values.project];
  const project = named.find((each) => typeof each === "string");
  if (project === undefined || name === undefined || name === notKnownYet) return ends;
  return { ...ends, destinationType: typeOf(world, project, name) };
}

/** What a service is, run here or held: `pg`, `thanos`. */
function typeOf(world: World, project: string, name: string): string | undefined {
  const service = world.services.find((each) => each.project === project && each.name === name);
  return service?.type ?? world.held.get(`${project}/${name}`)?.replace(/^aiven_/, "");
}

function ends(world: World, config: IntegrationState) {
  const source = text(config.source_service_project) ?? config.project;
  const destination = text(config.destination_service_project) ?? config.project;
  return {
    kafka: world.get("kafka", source, String(config.source_service_name), "source_service_name"),
    connect: world.get(
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
