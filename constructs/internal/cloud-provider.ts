import type { Construct } from "constructs";
import type { CloudProvider } from "../../src/aiven/facts/clouds";
import { cloudProviderRules } from "../../src/aiven/rules/services/service-rules";
import { checkRules } from "./checks";

/** Refuses a service on another cloud than the construct is named after. */
export function checkCloudProvider(
  construct: Construct,
  cloudName: string,
  cloudProvider: CloudProvider,
): void {
  checkRules(construct, cloudProviderRules, () => ({ cloudName, cloudProvider }));
}
