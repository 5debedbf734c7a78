import { cloudProviderTitles, knownClouds, providerOf } from "../aiven/facts/clouds";
import { nearest } from "../base/text/nearest";

export const libraries = ["cdktf", "cdktn"] as const;

/** What a new project is made from. */
export interface Answers {
  /** The library of the app: cdktf, or cdktn which goes on with it. */
  readonly cdk: (typeof libraries)[number];
  /** Begins the names of the services, and is the name of the stack. */
  readonly name: string;
  readonly postgresCloud: string;
  readonly postgresPlan: string;
  readonly kafkaCloud: string;
  readonly kafkaPlan: string;
  readonly connectCloud: string;
  readonly connectPlan: string;
  /** With their schemas: `public.orders`. */
  readonly tables: readonly string[];
  /** A stack for each. Without any, there is one stack. */
  readonly stages: readonly string[];
}

export const defaults: Answers = {
  cdk: "cdktf",
  name: "orders",
  postgresCloud: "google-europe-west1",
  postgresPlan: "business-4",
  kafkaCloud: "azure-westeurope",
  kafkaPlan: "startup-4",
  connectCloud: "google-europe-west1",
  connectPlan: "startup-4",
  tables: ["public.orders"],
  stages: [],
};

/** @returns what is wrong with a name, in words for the person who gave it */
export function problemOfName(name: string): string | undefined {
  if (/^[a-z][a-z0-9-]{0,39}$/.test(name)) return undefined;
  return `A name has 1 to 40 of a-z, 0-9 and -, beginning with a letter; got "${name}"`;
}

export function problemOfCloud(cloud: string): string | undefined {
  if (providerOf(cloud) !== undefined && /^[a-z0-9-]+$/.test(cloud)) return undefined;
  const similar = nearest(cloud, knownClouds());
  const suggestion = similar === undefined ? "" : `; did you mean "${similar}"?`;
  const providers = Object.keys(cloudProviderTitles).join(", ");
  return `A cloud is a provider (${providers}) with one of its regions; got "${cloud}"${suggestion}`;
}

export function problemOfPlan(plan: string): string | undefined {
  if (/^[a-z]+(-[a-z0-9]+)*$/.test(plan)) return undefined;
  return `A plan is written as in Aiven's console, such as business-4; got "${plan}"`;
}

export function problemOfTables(tables: readonly string[]): string | undefined {
  const wrong = tables.find((table) => !/^[\w$]+\.[\w$]+$/.test(table));
  if (tables.length > 0 && wrong === undefined) return undefined;
  return `Tables are written with their schemas, separated by commas: public.orders,public.customers; got "${wrong ?? ""}"`;
}

export function problemOfStages(stages: readonly string[]): string | undefined {
  const repeated = stages.find((stage, at) => stages.indexOf(stage) !== at);
  if (repeated !== undefined) return `Each stage is named once; got "${repeated}" again`;
  const wrong = stages.find((stage) => problemOfName(stage) !== undefined);
  return wrong === undefined ? undefined : problemOfName(wrong);
}

/** Everything that is wrong, at once. */
export function problemsOf(answers: Answers): string[] {
  return [
    problemOfName(answers.name),
    ...[answers.postgresCloud, answers.kafkaCloud, answers.connectCloud].map(problemOfCloud),
    ...[answers.postgresPlan, answers.kafkaPlan, answers.connectPlan].map(problemOfPlan),
    problemOfTables(answers.tables),
    problemOfStages(answers.stages),
  ].filter((problem) => problem !== undefined);
}

/** @param text separated by commas; spaces around them do not count */
export function listed(text: string): string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
