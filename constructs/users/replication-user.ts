import { PgUser } from "@cdktf/provider-aiven/lib/pg-user";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { administrator } from "../../src/aiven/facts/administrator";
import type { PostgresConnection, IPostgres } from "../services/interfaces";
import { requirement } from "../../src/aiven/rules/message";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";
import { passwordViolations, type WriteOnlyPassword } from "./write-only-password";

/** A user that a connector may log in as. */
export interface IReplicationUser {
  readonly connection: PostgresConnection;
}

export interface ReplicationUserProps {
  /** Where the user logs in; that of a read replica is made on its primary. */
  readonly postgres: IPostgres;
  /** Its name; another one makes another user. @default "cdc_replication" */
  readonly username?: string;
  /** @default - Aiven makes one up, which lies in the state */
  readonly passwordWo?: WriteOnlyPassword;
}

/**
 * A user who may replicate, and read what `cdc sql` grants it (Terraform: `aiven_pg_user`): for a
 * connector that is not to be the administrator.
 *
 * It makes no publication, so the order is: this user, then `cdc sql | psql` as avnadmin, then the
 * connector.
 */
export class ReplicationUser extends Construct implements IReplicationUser {
  readonly connection: PostgresConnection;
  readonly resource: PgUser;

  constructor(scope: Construct, id: string, props: ReplicationUserProps) {
    super(scope, id);
    const { postgres, passwordWo, username = "cdc_replication" } = props;
    const { project, serviceName } = postgres.primary ?? postgres;
    this.resource = new PgUser(this, "Default", {
      project,
      serviceName,
      username,
      pgAllowReplication: true,
      passwordWo: passwordWo?.value,
      passwordWoVersion: passwordWo?.version,
    });
    checkAtSynth(this, () => [...nameViolations(username), ...passwordViolations(passwordWo)]);
    this.connection = {
      ...postgres.connection,
      username: this.resource.username,
      password: passwordWo ? (passwordWo.reference ?? passwordWo.value) : this.resource.password,
    };
  }
}

/** What a role of PostgreSQL can be called, and Aiven takes: without quotes it means the same. */
const role = /^[a-z_][a-z0-9_]{0,62}$/;

function nameViolations(username: string): ConstructViolation[] {
  if (Token.isUnresolved(username)) return [];
  const error = (what: string, advice: string) => [
    violation("replication-user-name", requirement("username", what, username, { advice })),
  ];
  if (username === administrator) {
    return error("not be the administrator", 'leave the user out, or use "cdc_replication"');
  }
  if (username.startsWith("pg_")) {
    return error('not begin with "pg_", which PostgreSQL reserves', "rename it");
  }
  return role.test(username) ? [] : error(`match ${role}`, 'for instance "cdc_replication"');
}
