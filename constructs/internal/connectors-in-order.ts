import type { ITerraformDependable, TerraformResource } from "cdktf";
import { waitFor } from "./wait-for";

/** The connectors of some workers, each made only after all their integrations. */
export class ConnectorsInOrder {
  readonly connectors: TerraformResource[] = [];
  readonly integrations: ITerraformDependable[] = [];

  addConnector(connector: TerraformResource): void {
    this.connectors.push(connector);
    for (const integration of this.integrations) waitFor(connector, integration);
  }

  addIntegration(integration: ITerraformDependable): void {
    this.integrations.push(integration);
    for (const connector of this.connectors) waitFor(connector, integration);
  }
}
