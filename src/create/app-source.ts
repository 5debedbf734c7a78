import type { Answers } from "./answers";

/** The text of main.ts. */
export function appSource(answers: Answers): string {
  return answers.stages.length === 0 ? oneStack(answers) : stackPerStage(answers);
}

function oneStack(answers: Answers): string {
  const { cdk, name } = answers;
  return `import { App } from "${cdk}";
import { CdcStack } from "aiven-cdc";

const app = new App();

new CdcStack(app, "${name}", {
${services(answers, {
  postgres: `"${answers.postgresPlan}"`,
  kafka: `"${answers.kafkaPlan}"`,
  connect: `"${answers.connectPlan}"`,
}).replaceAll(/^ {2}/gm, "")}
});

app.synth();
`;
}

function stackPerStage(answers: Answers): string {
  const { cdk, name, stages } = answers;
  const rows = stages.map((stage) => {
    const isProduction = /^prod/.test(stage);
    return `  ${quotedIfNeeded(stage)}: {
    project: "${name}-${stage}",
    postgresPlan: "${answers.postgresPlan}",
    kafkaPlan: "${answers.kafkaPlan}",
    connectPlan: "${answers.connectPlan}",
    production: ${isProduction},
  },`;
  });
  return `import { App } from "${cdk}";
import { CdcStack, type KafkaConnectPlan, type KafkaPlan, type PostgresPlan } from "aiven-cdc";

/** What differs between the stages; all else is the same. */
interface Stage {
  /** The project at Aiven. */
  readonly project: string;
  readonly postgresPlan: PostgresPlan;
  readonly kafkaPlan: KafkaPlan;
  readonly connectPlan: KafkaConnectPlan;
  /** Users of their own, topics made beforehand, protection from deletion. */
  readonly production: boolean;
}

const stages: Readonly<Record<string, Stage>> = {
${rows.join("\n")}
};

/** A stack for each stage: \`npx ${cdk} deploy ${stages[0]}\`. */
const app = new App();

for (const [name, stage] of Object.entries(stages)) {
  new CdcStack(app, name, {
    project: stage.project,
    production: stage.production,
${services(answers, {
  postgres: "stage.postgresPlan",
  kafka: "stage.kafkaPlan",
  connect: "stage.connectPlan",
})}
  });
}

app.synth();
`;
}

function services(
  { name, postgresCloud, kafkaCloud, connectCloud, tables }: Answers,
  plans: { readonly postgres: string; readonly kafka: string; readonly connect: string },
): string {
  return `    postgres: {
      serviceName: "${name}-db",
      cloudName: "${postgresCloud}",
      plan: ${plans.postgres},
    },
    kafka: {
      serviceName: "${name}-kafka",
      cloudName: "${kafkaCloud}",
      plan: ${plans.kafka},
      kafkaVersion: "4.2",
    },
    kafkaConnect: {
      serviceName: "${name}-connect",
      cloudName: "${connectCloud}",
      plan: ${plans.connect},
    },
    source: {
      connectorName: "${name}",
      topicPrefix: "${name}",
      tables: ${list(tables)},
    },`;
}

function list(tables: readonly string[]): string {
  const quoted = tables.map((table) => JSON.stringify(table));
  const line = `[${quoted.join(", ")}]`;
  if (line.length < 70) return line;
  return `[\n${quoted.map((table) => `        ${table},`).join("\n")}\n      ]`;
}

function quotedIfNeeded(name: string): string {
  return name.includes("-") ? `"${name}"` : name;
}
