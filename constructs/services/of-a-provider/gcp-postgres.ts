import type { Construct } from "constructs";
import { checkCloudProvider } from "../../internal/cloud-provider";
import type { GoogleCloudName } from "../clouds";
import { Postgres, type PostgresProps } from "../postgres";

export interface GcpPostgresProps extends PostgresProps {
  readonly cloudName: GoogleCloudName;
}

/** Aiven for PostgreSQL on Google Cloud: a {@link Postgres} that is refused elsewhere. */
export class GcpPostgres extends Postgres {
  constructor(scope: Construct, id: string, props: GcpPostgresProps) {
    super(scope, id, props);
    checkCloudProvider(this, props.cloudName, "google");
  }
}
