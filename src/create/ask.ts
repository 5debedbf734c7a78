import { autocomplete, cancel, isCancel, select, text } from "@clack/prompts";
import { cloudProviderTitles, knownClouds, type CloudProvider } from "../aiven/facts/clouds";
import {
  type Answers,
  defaults,
  listed,
  problemOfCloud,
  problemOfName,
  problemOfPlan,
  problemOfStages,
  problemOfTables,
} from "./answers";

type Given = Partial<Answers>;

/** Asks for what no flag gave. Ctrl-C leaves without writing anything. */
export async function ask(given: Given): Promise<Answers> {
  const answer = async <Key extends keyof Answers>(
    key: Key,
    prompt: () => Promise<Answers[Key] | symbol>,
  ): Promise<Answers[Key]> => {
    const found = given[key] as Answers[Key] | undefined;
    if (found !== undefined) return found;
    const value = await prompt();
    if (!isCancel(value)) return value as Answers[Key];
    cancel("Nothing was written.");
    process.exit(130);
  };
  return {
    name: await answer("name", () => word("What is it called?", defaults.name, problemOfName)),
    cdk: await answer("cdk", () =>
      select({
        message: "Which library?",
        initialValue: defaults.cdk,
        options: [
          { value: "cdktf", label: "cdktf", hint: "HashiCorp's, archived in December 2025" },
          { value: "cdktn", label: "cdktn", hint: "CDK Terrain, which goes on with it" },
        ],
      }),
    ),
    postgresCloud: await answer("postgresCloud", () => cloud("PostgreSQL", defaults.postgresCloud)),
    postgresPlan: await answer("postgresPlan", () => plan("PostgreSQL", defaults.postgresPlan)),
    kafkaCloud: await answer("kafkaCloud", () => cloud("Kafka", defaults.kafkaCloud)),
    kafkaPlan: await answer("kafkaPlan", () => plan("Kafka", defaults.kafkaPlan)),
    connectCloud: await answer("connectCloud", () => cloud("Kafka Connect", defaults.connectCloud)),
    connectPlan: await answer("connectPlan", () => plan("Kafka Connect", defaults.connectPlan)),
    tables: await answer("tables", () =>
      words("Which tables, with their schemas?", defaults.tables, problemOfTables),
    ),
    stages: await answer("stages", () =>
      words("Which stages? (dev,prod; none for a single stack)", defaults.stages, problemOfStages),
    ),
  };
}

function word(
  message: string,
  initial: string,
  problemOf: (value: string) => string | undefined,
): Promise<string | symbol> {
  const validate = (value: string | undefined) => problemOf(value || initial);
  return text({ message, placeholder: initial, defaultValue: initial, validate });
}

async function words(
  message: string,
  initial: readonly string[],
  problemOf: (values: readonly string[]) => string | undefined,
): Promise<readonly string[] | symbol> {
  const joined = initial.join(",");
  const value = await word(message, joined, (each) => problemOf(listed(each)));
  return typeof value === "string" ? listed(value) : value;
}

function cloud(service: string, initial: string): Promise<string | symbol> {
  const options = (Object.keys(cloudProviderTitles) as CloudProvider[]).flatMap((provider) =>
    knownClouds(provider).map((value) => ({
      value,
      label: value,
      hint: cloudProviderTitles[provider],
    })),
  );
  return autocomplete({
    message: `In which cloud is ${service}? (type to search)`,
    options,
    initialValue: initial,
    validate: (value) => (typeof value === "string" ? problemOfCloud(value) : undefined),
  });
}

function plan(service: string, initial: string): Promise<string | symbol> {
  return word(`Which plan has ${service}?`, initial, problemOfPlan);
}
