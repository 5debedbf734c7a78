import type { LocalCloud } from "../cloud/local-cloud";
import type { ConnectService, KafkaService, Service } from "../cloud/services";
import type { Call } from "../provider/resource-handler";
import { kafka } from "../resources/kafka/kafka";
import { kafkaConnect } from "../resources/connect/kafka-connect";
import { debeziumOf, startWorkers } from "../resources/connect/workers";
import { pg } from "../resources/postgres/pg";
import type { ServiceState } from "../resources/service";
import type { Values } from "../../stack/values";

const handlers = {
  aiven_pg: { type: "pg", handler: pg, plan: "startup-4", title: "an empty PostgreSQL" },
  aiven_kafka: { type: "kafka", handler: kafka, plan: "business-4", title: "an empty Kafka" },
  aiven_kafka_connect: {
    type: "kafka_connect",
    handler: kafkaConnect,
    plan: "startup-4",
    title: "a Kafka Connect without connectors",
  },
} as const;

/**
 * Puts a service in the place of one that a data source looks up, and that nothing here makes.
 *
 * @returns whether it did
 */
export async function lookUp(config: Values, call: Call<LocalCloud>): Promise<boolean> {
  const kind = handlers[call.type as keyof typeof handlers] as
    (typeof handlers)[keyof typeof handlers] | undefined;
  const { project, service_name: name } = config;
  if (!kind || typeof project !== "string" || typeof name !== "string") return false;
  const { context: cloud, progress } = call;
  await cloud.standIns.make(`${project}/${name}`, async () => {
    progress(`${call.type} ${name} is not made here: ${kind.title} stands in for it`);
    const asked: ServiceState = { project, service_name: name, plan: kind.plan };
    await kind.handler.create(asked, call);
    return cloud.get(kind.type, project, name, "service_name") as Service;
  });
  return true;
}

/**
 * Leads the workers that stand in for others to a Kafka. Which one is theirs only Aiven knows: that
 * which stands in for another of their project, else any of their project, else one of their own.
 */
export async function integrateStandIn(
  connect: ConnectService,
  call: Call<LocalCloud>,
): Promise<void> {
  const { context: cloud, progress } = call;
  const { project, name } = connect;
  const integration = `${project}/${name} and its Kafka`;
  const isIntegrated = connect.integration && !cloud.standIns.has(integration);
  if (isIntegrated || !cloud.standIns.has(`${project}/${name}`)) return;
  await cloud.standIns.make(integration, async () => {
    const others = cloud.services.filter(
      (each): each is KafkaService => each.type === "kafka" && each.project === project,
    );
    const [kafkaOf, ...more] = [
      ...others.filter((each) => cloud.standIns.has(`${each.project}/${each.name}`)),
      ...others.filter((each) => !cloud.standIns.has(`${each.project}/${each.name}`)),
    ];
    if (!kafkaOf) {
      await lookUp({ project, service_name: `${name}-kafka` }, { ...call, type: "aiven_kafka" });
    }
    const found = kafkaOf ?? cloud.get("kafka", project, `${name}-kafka`, "service_name");
    connect.integration = { kafka: found, storage: {} };
    await startWorkers(cloud, connect);
    const instead = more.length > 0 ? `; not with ${more.map((each) => each.name).join(", ")}` : "";
    progress(
      `Kafka Connect for ${name} with Debezium ${debeziumOf(cloud, connect)}, taken to be integrated with ${found.name}${instead}`,
    );
    return connect;
  });
}
