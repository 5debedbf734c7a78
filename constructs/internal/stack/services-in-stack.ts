import {
  DefaultTokenResolver,
  StringConcat,
  TerraformResource,
  type TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { endsRules, type EndsSubject } from "../../../src/aiven/rules/integrations/ends-rules";
import type { StackPool } from "../../../src/aiven/rules/stack-rules";
import { type Facts, findViolations, type RuleContext } from "../../../src/aiven/rules/rule";
import { checkAtSynth, type ConstructViolation, known } from "../checks";
import { isReference } from "../references";

/** A service among all resources of a stack, whoever made it. */
export interface ServiceResource {
  readonly path: string;
  /** `pg`, `kafka_connect`, `thanos`, … */
  readonly type: string;
  readonly project?: string;
  readonly serviceName?: string;
}

/** Those that are services: all have a plan. */
export function servicesIn(stack: TerraformStack): ServiceResource[] {
  return stack.node.findAll().flatMap((construct) => {
    if (!isAiven(construct) || inputOf(construct, "plan") === undefined) return [];
    return {
      path: pathOf(construct),
      type: typeOf(construct.terraformResourceType),
      project: text(inputOf(construct, "project")),
      serviceName: text(inputOf(construct, "serviceName")),
    };
  });
}

/** The connection pools among all resources of a stack. */
export function poolsIn(stack: TerraformStack): StackPool[] {
  return stack.node
    .findAll()
    .filter(isAiven)
    .filter(({ terraformResourceType: type }) => type === "aiven_connection_pool")
    .map((pool) => ({
      path: pathOf(pool),
      poolName: text(inputOf(pool, "poolName")),
      database: text(inputOf(pool, "databaseName")),
    }));
}

/** Refuses integrations whose ends are swapped, by reference or by literal names. */
export function checkEndsInStack(stack: TerraformStack): void {
  checkAtSynth(stack, (context) => {
    const integrations = stack.node
      .findAll()
      .filter(isAiven)
      .filter(({ terraformResourceType: type }) => type === "aiven_service_integration");
    if (integrations.length === 0) return [];
    const services = servicesIn(stack);
    return integrations.flatMap((each) => endsFaults(stack, each, services, context));
  });
}

function endsFaults(
  stack: TerraformStack,
  integration: TerraformResource,
  services: readonly ServiceResource[],
  context: RuleContext,
): ConstructViolation[] {
  const [source, destination] = ["sourceServiceName", "destinationServiceName"].map((name) =>
    endOf(stack, integration, name, services),
  );
  const facts: Facts<EndsSubject> = {
    integrationType: known(text(inputOf(integration, "integrationType"))),
    sourceService: source?.name,
    sourceType: source?.type,
    destinationService: destination?.name,
    destinationType: destination?.type,
  };
  const rules = endsRules.filter(({ name }) => name === "integration-ends");
  return findViolations(rules, facts, context).map((each) => ({
    ...each,
    message: `${integration.node.path}: ${each.message}`,
  }));
}

/** The service at an end, as it is written: a reference to its resource, or its name. */
function endOf(
  stack: TerraformStack,
  integration: TerraformResource,
  argument: string,
  services: readonly ServiceResource[],
) {
  const written = text(inputOf(integration, argument));
  if (written === undefined) return undefined;
  const name = String(
    Tokenization.resolve(written, {
      scope: stack,
      resolver: new DefaultTokenResolver(new StringConcat()),
      preparing: false,
    }),
  );
  const referenced = /^\$\{(?:data\.)?aiven_(\w+)\.[\w-]+(?:\[[^\]]*\])?\.service_name\}$/.exec(
    name,
  );
  if (referenced) return { name, type: referenced[1] };
  const named = isReference(name) ? [] : services.filter(({ serviceName }) => serviceName === name);
  return { name, type: named.length === 1 ? named[0]?.type : undefined };
}

function isAiven(construct: IConstruct): construct is TerraformResource {
  return (
    TerraformResource.isTerraformResource(construct) &&
    construct.terraformResourceType.startsWith("aiven_")
  );
}

function typeOf(resourceType: string): string {
  return resourceType.replace(/^aiven_/, "");
}

/** A resource within a construct of ours is called "Default" and goes by the construct's path. */
function pathOf({ node }: TerraformResource): string {
  return node.path.replace(/\/Default$/, "");
}

function inputOf(resource: TerraformResource, argument: string): unknown {
  return (resource as TerraformResource & Readonly<Record<string, unknown>>)[`${argument}Input`];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
