import type { IDatabase, IKafka, IKafkaConnect, IPostgres } from "../services/interfaces";

type Existing = IDatabase | IKafka | IKafkaConnect | "brokers";

/** Whether a part of a pipeline is given by its props, and not something that exists already. */
export function isMade<Part extends object | string>(part: Part): part is Exclude<Part, Existing> {
  if (typeof part !== "object") return false;
  return !["connection", "bootstrapServers", "addSource"].some((name) => name in part);
}

/** Whether a database is a service of Aiven's. */
export function isAivens(database: IDatabase): database is IPostgres {
  return "serviceName" in database;
}

/** Of a read replica of Aiven's: the service that it copies. */
export function primaryOf(database: IDatabase): IPostgres | undefined {
  return isAivens(database) ? database.primary : undefined;
}
