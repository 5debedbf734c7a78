import { AivenProvider } from "@cdktf/provider-aiven/lib/provider";
import { LocalBackend, type TerraformBackend, TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { checkAtSynth, checkStack, type ConstructViolation, violation } from "../constructs";
import { grammarProblem, stackName } from "./aiven/facts/names";

export interface AivenStackProps {
  /**
   * The Aiven project that holds the services.
   *
   * @default - the variable `project_name` (`TF_VAR_project_name`)
   */
  readonly project?: string;
  /**
   * Where Terraform keeps the state, any backend: `(stack) => new S3Backend(stack, { … })`.
   *
   * @default - a file `terraform.<stack>.tfstate` beside cdktf.json
   */
  readonly backend?: (stack: TerraformStack) => TerraformBackend;
}

/**
 * A stack on Aiven: provider, backend, and what it takes from the environment: `TF_VAR_api_token`, and
 * `TF_VAR_project_name` where no project is given.
 */
export class AivenStack extends TerraformStack {
  /** The Aiven project: that of the props, or a reference to the variable `project_name`. */
  readonly projectName: string;

  constructor(scope: Construct, id: string, props: AivenStackProps = {}) {
    super(scope, id);
    this.projectName = props.project ?? projectVariable(this);
    const apiToken = new TerraformVariable(this, "api_token", {
      type: "string",
      description: "Aiven API token",
      sensitive: true,
    });
    new AivenProvider(this, "aiven", { apiToken: apiToken.stringValue });
    // cdktf's own default writes an absolute path into the JSON: another one on each machine.
    // Terraform runs in cdktf.out/stacks/<stack>.
    (props.backend ?? localBackend)(this);
    checkStack(this);
    checkAtSynth(this, () => nameViolations(this.node.id));
  }
}

function projectVariable(stack: TerraformStack): string {
  return new TerraformVariable(stack, "project_name", {
    type: "string",
    description: "Aiven project that holds the services",
  }).stringValue;
}

function nameViolations(id: string): ConstructViolation[] {
  const message = grammarProblem(stackName, "the id of a stack", id);
  return message === undefined ? [] : [violation("stack-name", message)];
}

function localBackend(stack: TerraformStack): TerraformBackend {
  return new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
}
