import { dependable, type ITerraformDependable, type TerraformResource } from "cdktf";

/** Makes a resource only once another is there, also where both exist in the stack already. */
export function waitFor(resource: TerraformResource, precedent: ITerraformDependable): void {
  resource.dependsOn = [...(resource.dependsOn ?? []), dependable(precedent)];
}
