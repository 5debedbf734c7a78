import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import {
  appRules,
  singleStackRules,
  type StackConnector,
  type StackIntegration,
  type StackService,
  type StackSubject,
} from "../../../src/aiven/rules/stack-rules";
import { checkRules } from "../checks";
import { checkNames } from "./name-checks";
import { checkEndsInStack, poolsIn, servicesIn } from "./services-in-stack";

type Parts = {
  readonly [Name in Exclude<keyof StackSubject, "pools">]: (() => StackSubject[Name][number])[];
};

const partsOfStack = new WeakMap<TerraformStack, Parts>();
const partsOfApp = new WeakMap<IConstruct, Parts[]>();

/** Takes a service, connector or integration into what is checked between the parts of an app. */
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
  checkRules(stack, singleStackRules, () => subjectOf([parts], [stack]));
  const app = stack.node.root;
  const ofApp = partsOfApp.get(app) ?? [];
  // an app has no checks of its own: its first stack has them
  if (ofApp.length === 0) {
    checkRules(stack, appRules, () => subjectOf(ofApp, stacksIn(app)));
  }
  partsOfApp.set(app, ofApp);
  ofApp.push(parts);
  return parts;
}

function subjectOf(all: readonly Parts[], stacks: readonly TerraformStack[]): StackSubject {
  const services = all.flatMap((parts) => parts.services.map((part) => part()));
  return {
    services: allServices(stacks, services),
    connectors: all.flatMap((parts) => parts.connectors.map((part) => part())),
    integrations: all.flatMap((parts) => parts.integrations.map((part) => part())),
    pools: stacks.flatMap(poolsIn),
  };
}

function stacksIn(app: IConstruct): TerraformStack[] {
  return app.node.findAll().filter((each) => TerraformStack.isStack(each));
}

/** Beside those that constructs of ours made, whose maintenance windows are known, all others. */
function allServices(
  stacks: readonly TerraformStack[],
  own: readonly StackService[],
): StackService[] {
  const paths = new Set(own.map(({ path }) => path));
  const others = stacks.flatMap(servicesIn).filter(({ path }) => !paths.has(path));
  return [
    ...own,
    ...others.map(({ path, project, serviceName }) => ({ path, project, serviceName })),
  ];
}
