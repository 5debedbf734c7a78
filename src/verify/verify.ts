import { masked } from "../base/text/masked";
import type { KafkaConnection } from "../clients/kafka-connection";
import { askCluster } from "./ask-brokers";
import { judgeCluster } from "./checks/brokers";
import { askConnect, judgeConnector } from "./checks/connector";
import { databaseResults } from "./database";
import { causeOf, failed, type CheckResult, skipped } from "./check-result";
import type { Pipeline } from "./pipeline";
import { unreachable } from "./checks/send-canary";
import { connectionTo } from "./service-access";
import { pipelineTopics } from "./topics";

export interface VerifyOptions {
  /** How far the slot may be behind, MB. */
  readonly maxLagMb: number;
  /** How long the canary may take, and an answer. */
  readonly timeoutMs: number;
  /** Another canary, see `canaryOf`. */
  readonly canarySql?: string;
  /** The authority that signed the services' certificates, PEM. @default - the state's, if it has it */
  readonly ca?: string;
}

/** Every check of one pipeline, whatever the others find; no secret in them. */
export async function verify(pipeline: Pipeline, options: VerifyOptions): Promise<CheckResult[]> {
  const { postgres } = pipeline;
  const connector = await connectorResults(pipeline, options);
  const kafka = await kafkaResults(pipeline, options);
  const results = [
    ...connector,
    ...kafka.results,
    ...(postgres
      ? await databaseResults(pipeline, postgres, kafka.connection, options)
      : [failed("database", notInState("its PostgreSQL", "aiven_pg"))]),
    ...(kafka.connection ? [] : [skipped("canary", "not sent: Kafka cannot be asked for it")]),
  ];
  return results.map(({ verdict, what, figure }) => ({
    verdict,
    what: masked(what, pipeline.secrets),
    figure: masked(figure, pipeline.secrets),
  }));
}

async function connectorResults(pipeline: Pipeline, { timeoutMs }: VerifyOptions) {
  const { connect, connectorName } = pipeline;
  const what = `connector ${connectorName}`;
  if (!connect) {
    return [failed(what, notInState("its workers", "aiven_kafka_connect"))];
  }
  try {
    return judgeConnector(connectorName, await askConnect(connect, connectorName, timeoutMs));
  } catch (error) {
    return [failed(what, `Kafka Connect ${connect.url} cannot be reached: ${causeOf(error)}`)];
  }
}

/** The brokers, and how to ask them further; no connection where none of them answers. */
async function kafkaResults(
  { kafka, config, storageTopics, ca }: Pipeline,
  options: VerifyOptions,
): Promise<{ results: CheckResult[]; connection?: KafkaConnection }> {
  if (!kafka) return { results: [failed("brokers", notInState("its Kafka", "aiven_kafka"))] };
  const connection = connectionTo(kafka, options.ca ?? ca);
  try {
    const cluster = await askCluster(connection, pipelineTopics(config, storageTopics));
    return { results: judgeCluster(cluster), connection };
  } catch (error) {
    return { results: [failed("brokers", unreachable(connection.bootstrapServers, error))] };
  }
}

function notInState(what: string, type: string): string {
  return `the state does not have the address of ${what}; have the stack make its ${type} or look it up (fromExisting)`;
}
