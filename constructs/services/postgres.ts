import { DataAivenPg } from "@cdktf/provider-aiven/lib/data-aiven-pg";
import { Pg, type PgPgUserConfig, type PgPgUserConfigPg } from "@cdktf/provider-aiven/lib/pg";
import { Construct } from "constructs";
import type { IAivenService, PostgresConnection, IPostgres } from "./interfaces";
import { postgresRules } from "../../src/aiven/rules/services/postgres-rules";
import { type AivenServiceProps, serviceArguments, serviceFacts } from "./aiven-service";
import type { PostgresPlan, PostgresVersion } from "./plans";
import { checkRules } from "../internal/checks";
import { inStack } from "../internal/stack/stack-checks";

export interface PostgresProps extends AivenServiceProps {
  readonly plan: PostgresPlan;
  /**
   * Major version, for instance `"17"` (Terraform: `pg_user_config.pg_version`).
   *
   * @default - Aiven's newest at the time of creation
   */
  readonly pgVersion?: PostgresVersion;
  /**
   * WAL that the server keeps for replication slots at most, MB (Terraform:
   * `pg_user_config.pg.max_slot_wal_keep_size`). With a limit, a connector that is away for longer
   * than it holds loses its slot, and every change that it had not read; the database goes on.
   * Without one nothing is lost until the disk is full, and then the database stops: let it grow
   * with a {@link DiskAutoscaler}, and have alerts (`cdc alerts`).
   *
   * @default - unlimited, Aiven's own (-1)
   */
  readonly maxSlotWalKeepMb?: number;
  /** Anything else of `pg_user_config`. @default - Aiven's defaults */
  readonly userConfig?: Omit<PgPgUserConfig, "pgVersion" | "pg"> & {
    readonly pg?: Omit<PgPgUserConfigPg, "maxSlotWalKeepSize">;
  };
}

/** Aiven for PostgreSQL, on any cloud (Terraform: `aiven_pg`). */
export class Postgres extends Construct implements IPostgres {
  readonly project: string;
  readonly serviceName: string;
  readonly connection: PostgresConnection;
  readonly pgVersion?: string;
  readonly resource: Pg;

  /** A service that is made elsewhere, looked up by its name (Terraform: `data.aiven_pg`). */
  static fromLookup(scope: Construct, id: string, service: IAivenService): IPostgres {
    const found = new DataAivenPg(scope, id, {
      project: service.project,
      serviceName: service.serviceName,
    });
    return {
      project: service.project,
      serviceName: service.serviceName,
      connection: connectionTo(found),
    };
  }

  /** As {@link fromLookup}. */
  static fromExisting(scope: Construct, id: string, service: IAivenService): IPostgres {
    return Postgres.fromLookup(scope, id, service);
  }

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { pgVersion, maxSlotWalKeepMb } = props;
    this.resource = new Pg(this, "Default", {
      ...serviceArguments(props),
      pgUserConfig: userConfigOf(props),
    });
    inStack.service(this, { type: "pg", ...serviceFacts(props) });
    checkRules(this, postgresRules, () => ({
      ...serviceFacts(props),
      pgVersion,
      maxSlotWalKeepMb,
    }));
    this.pgVersion = pgVersion;
    this.project = props.project;
    this.serviceName = this.resource.serviceName;
    this.connection = connectionTo(this.resource);
  }
}

function userConfigOf({
  pgVersion,
  maxSlotWalKeepMb: maxSlotWalKeepSize,
  userConfig,
}: PostgresProps): PgPgUserConfig | undefined {
  if ([pgVersion, maxSlotWalKeepSize, userConfig].every((each) => each === undefined)) {
    return undefined;
  }
  return {
    ...userConfig,
    pgVersion,
    ...(maxSlotWalKeepSize !== undefined && { pg: { ...userConfig?.pg, maxSlotWalKeepSize } }),
  };
}

function connectionTo(service: Pg | DataAivenPg): PostgresConnection {
  return {
    host: service.serviceHost,
    port: service.servicePort,
    username: service.serviceUsername,
    password: service.servicePassword,
    database: "defaultdb",
  };
}
