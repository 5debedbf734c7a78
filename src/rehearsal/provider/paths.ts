import type { Block } from "./schema";
import type { Type } from "./values";
import type { AttributePath } from "../../stack/values";

type Step =
  { attribute_name: string } | { element_key_string: string } | { element_key_int: number };

/**
 * A path as the protocol writes it. It ends early at the elements of a set, which have no name, and
 * at the first step that the schema does not have: Terraform would point nowhere.
 */
export function pathToProtocol(block: Block, path: AttributePath): { steps: Step[] } {
  const steps: Step[] = [];
  let type: Type | undefined = block.type;
  for (const key of path) {
    const [kind, inner]: readonly unknown[] = Array.isArray(type) ? type : [type];
    if (kind === "object" && Object.hasOwn(inner as object, key)) {
      steps.push({ attribute_name: String(key) });
      type = (inner as Record<string, Type>)[key];
    } else if (kind === "map") {
      steps.push({ element_key_string: String(key) });
      type = inner as Type;
    } else if (kind === "list") {
      steps.push({ element_key_int: Number(key) });
      type = inner as Type;
    } else {
      break;
    }
  }
  return { steps };
}
