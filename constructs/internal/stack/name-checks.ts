import { TerraformResource, type TerraformStack, Token } from "cdktf";
import { nameRules } from "../../../src/aiven/rules/name-rules";
import { namesInConfig } from "../../../src/aiven/terraform/names-in-resource";
import { findViolations, type RuleContext } from "../../../src/aiven/rules/rule";
import { checkAtSynth, type ConstructViolation } from "../checks";

/** As the bindings call them. */
const nameArguments = [
  "project",
  "serviceName",
  "sourceServiceName",
  "sourceServiceProject",
  "destinationServiceName",
  "destinationServiceProject",
  "endpointName",
  "connectorName",
  "topicName",
  "topic",
  "username",
  "principal",
  "resourceName",
  "subjectName",
  "databaseName",
  "poolName",
  "sourceCluster",
  "targetCluster",
  "name",
];

/** Refuses control characters in the names of all Aiven resources of the stack. */
export function checkNames(stack: TerraformStack): void {
  checkAtSynth(stack, (context) =>
    stack.node
      .findAll()
      .filter(isAivenResource)
      .flatMap((resource) => nameFaults(resource, context)),
  );
}

function isAivenResource(construct: unknown): construct is TerraformResource {
  return (
    TerraformResource.isTerraformResource(construct) &&
    construct.terraformResourceType.startsWith("aiven_")
  );
}

function nameFaults(resource: TerraformResource, context: RuleContext): ConstructViolation[] {
  const names = [
    ...nameArguments.map((argument) => ({ argument, name: inputOf(resource, argument) })),
    ...namesInConfig(configOf(resource)),
  ];
  return names.flatMap(({ argument, name }) => {
    if (typeof name !== "string" || Token.isUnresolved(name)) return [];
    return findViolations(nameRules, { argument, name }, context).map((each) => ({
      ...each,
      message: `${resource.node.path}: ${each.message}`,
    }));
  });
}

/** What was given for an argument, by the getter that the bindings have for it. */
function inputOf(resource: TerraformResource, argument: string): unknown {
  return (resource as TerraformResource & Readonly<Record<string, unknown>>)[`${argument}Input`];
}

/** Of `aiven_kafka_connector` alone: that of a topic is a block. */
function configOf(resource: TerraformResource): Readonly<Record<string, unknown>> {
  if (resource.terraformResourceType !== "aiven_kafka_connector") return {};
  const config = inputOf(resource, "config");
  return typeof config === "object" ? { ...config } : {};
}
