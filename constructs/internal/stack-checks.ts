import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  type StackConnector,
  type StackIntegration,
  type StackService,
  type StackSubject,
  stackRules,
} from "../../src/aiven/rules/stack-rules";
import { checkRules } from "./checks";
import { checkNames } from "./name-checks";
import { checkEndsInStack, servicesIn } from "./services-in-stack";

type Parts = {
  readonly [Name in keyof StackSubject]: (() => StackSubject[Name][number])[];
};

const partsOfStack = new WeakMap<TerraformStack, Parts>();

/** Takes a service, connector or integration into what is checked between the parts of a stack. */
export const inStack = {
  service: (construct: Construct, service: Omit<StackService, "path">) =>
    partsOf(construct).services.push(() => ({ path: construct.node.path, ...service })),
  connector: (construct: Construct, connector: () => Omit<StackConnector, "path">) =>
    partsOf(construct).connectors.push(() => ({ path: construct.node.path, ...connector() })),
  integration: (construct: Construct, integration: Omit<StackIntegration, "path">) =>
    partsOf(construct).integrations.push(() => ({ path: construct.node.path, ...integration })),
};

/** Checks a stack as a whole, whatever constructs are in it. */
export function checkStack(stack: TerraformStack): void {
  partsOf(stack);
}

function partsOf(construct: Construct): Parts {
  const stack = TerraformStack.of(construct);
  const known = partsOfStack.get(stack);
  if (known) return known;
  const parts: Parts = { services: [], connectors: [], integrations: [] };
  partsOfStack.set(stack, parts);
  checkNames(stack);
  checkEndsInStack(stack);
  checkRules(stack, stackRules, () => ({
    services: allServices(
      stack,
      parts.services.map((part) => part()),
    ),
    connectors: parts.connectors.map((part) => part()),
    integrations: parts.integrations.map((part) => part()),
  }));
  return parts;
}

/** Beside those that constructs of ours made, whose maintenance windows are known, all others. */
function allServices(stack: TerraformStack, own: readonly StackService[]): StackService[] {
  const paths = new Set(own.map(({ path }) => path));
  const others = servicesIn(stack).filter(({ path }) => !paths.has(path));
  return [
    ...own,
    ...others.map(({ path, project, serviceName }) => ({ path, project, serviceName })),
  ];
}
