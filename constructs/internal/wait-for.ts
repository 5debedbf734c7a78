import {
  dependable,
  type ITerraformDependable,
  type TerraformResource,
  TerraformStack,
} from "cdktf";
import { Construct } from "constructs";

/**
 * Makes a resource only once another is there, also where both exist in the stack already. Terraform
 * knows no order between resources of two stacks: there the whole other stack comes first.
 */
export function waitFor(resource: TerraformResource, precedent: ITerraformDependable): void {
  const [own, other] = [TerraformStack.of(resource), stackOf(precedent)];
  if (other === undefined || other === own) {
    resource.dependsOn = [...(resource.dependsOn ?? []), dependable(precedent)];
  } else {
    own.addDependency(other);
  }
}

function stackOf(precedent: ITerraformDependable): TerraformStack | undefined {
  return Construct.isConstruct(precedent) ? TerraformStack.of(precedent) : undefined;
}
