import { Pg } from "@cdktf/provider-aiven/lib/pg";
import { Construct } from "constructs";
import type { IAivenService, IPostgres, PostgresConnection } from "./interfaces";
import { postgresRules } from "../../src/aiven/rules/services/postgres-rules";
import { familyOf } from "../../src/aiven/facts/service-plans";
import { recommendation, requirement } from "../../src/aiven/rules/message";
import { type AivenServiceProps, serviceArguments, serviceFacts } from "./aiven-service";
import type { PostgresPlan, PostgresVersion } from "./plans";
import { Postgres } from "./postgres";
import { isReference } from "../internal/references";
import { checkAtSynth, checkRules, type ConstructViolation, violation } from "../internal/checks";
import { inStack } from "../internal/stack/stack-checks";

export interface PostgresReadReplicaProps extends Omit<AivenServiceProps, "project"> {
  /** The service that it copies, in its own project. */
  readonly primary: IPostgres;
  /** Aiven makes a replica by Terraform on startup plans only, whatever the primary's is. */
  readonly plan: PostgresPlan;
  /**
   * Major version; it is the primary's.
   *
   * @default - the primary's, where this app makes it; else Aiven's choice
   */
  readonly pgVersion?: PostgresVersion;
}

/** A read replica that is made elsewhere. */
export interface ExistingReadReplica extends IAivenService {
  /** The service that it copies. */
  readonly primary: IPostgres;
}

/**
 * A read-only copy of a PostgreSQL of Aiven's, in any region (Terraform: `aiven_pg` with a
 * `service_integrations` block of type `read_replica`). Its users and their passwords are the primary's.
 *
 * A source may read its changes there instead of on the primary, from PostgreSQL 16 and Debezium 2.7.4 on.
 * That works in a rehearsal, on a real standby; of its own replicas Aiven documents nothing of logical
 * decoding, so try it before you rely on it. What is different from a primary:
 *
 * - The publication is made on the primary, as `cdc sql` prints it, and the replica has it from there.
 * - Its heartbeat writes nothing: while the captured tables are idle and others are busy, the slot keeps
 *   the replica's WAL. Emit messages on the primary (`cdc sql` prints one for pg_cron), or set
 *   `lsn.flush.mode` to `connector_and_driver` with Debezium 3.5.2.
 * - A new slot waits for the primary to log which transactions run: up to 15 s, on an idle one longer.
 * - The slot is the replica's alone. It needs `hot_standby_feedback`, which Aiven's settings do not show.
 */
export class PostgresReadReplica extends Construct implements IPostgres {
  readonly project: string;
  readonly serviceName: string;
  readonly connection: PostgresConnection;
  readonly primary: IPostgres;
  readonly pgVersion?: string;
  readonly resource: Pg;

  /** A replica that is made elsewhere, looked up by its name (Terraform: `data.aiven_pg`). */
  static fromLookup(scope: Construct, id: string, service: ExistingReadReplica): IPostgres {
    const { primary } = service;
    const found = Postgres.fromLookup(scope, id, service);
    return { ...found, primary, pgVersion: primary.pgVersion };
  }

  constructor(scope: Construct, id: string, props: PostgresReadReplicaProps) {
    super(scope, id);
    const { primary, pgVersion = primary.pgVersion } = props;
    const service = { ...props, project: primary.project };
    this.resource = new Pg(this, "Default", {
      ...serviceArguments(service),
      serviceIntegrations: [
        { integrationType: "read_replica", sourceServiceName: primary.serviceName },
      ],
      pgUserConfig: pgVersion === undefined ? undefined : { pgVersion },
    });
    inStack.service(this, { type: "pg", ...serviceFacts(service) });
    checkRules(this, postgresRules, () => ({ ...serviceFacts(service), pgVersion }));
    checkAtSynth(this, () => [...versionViolations(props), ...planViolations(props)]);
    this.primary = primary;
    this.pgVersion = pgVersion;
    this.project = primary.project;
    this.serviceName = this.resource.serviceName;
    this.connection = {
      host: this.resource.serviceHost,
      port: this.resource.servicePort,
      username: primary.connection.username,
      password: primary.connection.password,
      database: primary.connection.database,
    };
  }
}

function versionViolations({ primary, pgVersion }: PostgresReadReplicaProps): ConstructViolation[] {
  const { pgVersion: primarys } = primary;
  if ([pgVersion, primarys].some((each) => each === undefined || isReference(each))) return [];
  if (pgVersion === primarys) return [];
  const what = `be the primary's, "${primarys}"`;
  const message = requirement("pgVersion", what, pgVersion, { advice: "leave it out" });
  return [violation("replica-version", message)];
}

function planViolations({ plan }: PostgresReadReplicaProps): ConstructViolation[] {
  if (isReference(plan) || familyOf(plan) === "startup") return [];
  const harm = "Aiven documents no other for a replica that Terraform makes";
  const message = recommendation("plan", "be a startup plan", plan, harm, {
    advice: 'for instance "startup-4"',
  });
  return [violation("replica-plan", message)];
}
