import { Token } from "cdktf";
import { Construct } from "constructs";
import type { IDatabase, PostgresConnection } from "./interfaces";
import { requirement } from "../../src/aiven/rules/message";
import { isReference } from "../internal/references";
import { checkAtSynth, type ConstructViolation, violation } from "../internal/checks";

export interface ExternalPostgresProps {
  /** Its address, as Kafka Connect's workers reach it: a public one, or one of a peered network. */
  readonly host: string;
  /** @default 5432 - PostgreSQL's own */
  readonly port?: number;
  /** The database whose tables are captured. */
  readonly database: string;
  /** Whom the connector logs in as: who may replicate, and read the tables. `cdc sql` prints the grants. */
  readonly username: string;
  /**
   * A reference, never the password itself: a sensitive variable's value, `secretRef(…)`, an
   * attribute of another resource.
   */
  readonly password: string;
  /**
   * The certificate of the authority that vouches for the server, one, in PEM: the driver takes the first
   * of several. Of RDS that is the region's authority that `aws rds describe-certificates` names, out of
   * the bundle. A source then verifies the server and its name (`tlsMode: "verify-full"`).
   *
   * @default - encrypted, and whoever answers is believed
   */
  readonly caCertificate?: string;
}

/**
 * A PostgreSQL that is none of Aiven's: Amazon RDS and Aurora, Cloud SQL and AlloyDB, Azure Database,
 * or one's own. Terraform makes nothing for it; a rehearsal puts a PostgreSQL of its own in its place.
 *
 * It must log for logical decoding (RDS and Aurora: `rds.logical_replication`; Cloud SQL and AlloyDB:
 * `cloudsql.logical_decoding`, `alloydb.logical_decoding`; Azure: `wal_level`), and let the workers in:
 * a peered network of Aiven's, or its firewall open to their addresses. `cdc sql` prints what to run
 * there, as whoever owns the tables.
 */
export class ExternalPostgres extends Construct implements IDatabase {
  readonly connection: PostgresConnection;
  readonly caCertificate?: string;

  constructor(scope: Construct, id: string, props: ExternalPostgresProps) {
    super(scope, id);
    const { host, port = 5432, database, username, password } = props;
    this.caCertificate = props.caCertificate?.trim();
    this.connection = { host, port, database, username, password };
    checkAtSynth(this, () => violationsOf(props));
  }
}

function violationsOf({ host, port, caCertificate }: ExternalPostgresProps): ConstructViolation[] {
  const isHost = isReference(host) || /^[\w.:-]+$/.test(host);
  const isPort =
    port === undefined ||
    Token.isUnresolved(port) ||
    (Number.isInteger(port) && port >= 1 && port <= 65_535);
  const refusal = (...[property, what, got, advice]: Parameters<typeof requirement>) =>
    violation("external-postgres-address", requirement(property, what, got, advice));
  return [
    ...certificateViolations(caCertificate),
    ...(isHost
      ? []
      : [
          refusal("host", "be a host name or an address, without scheme and port", host, {
            advice: 'for instance "orders.abc123.eu-west-1.rds.amazonaws.com"',
          }),
        ]),
    ...(isPort
      ? []
      : [
          refusal("port", "be a whole number from 1 to 65535", port, {
            advice: "leave it out for 5432",
          }),
        ]),
  ];
}

function certificateViolations(given: string | undefined): ConstructViolation[] {
  if (given === undefined || isReference(given)) return [];
  const count = given.match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
  const isPem = /^-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----$/.test(given.trim());
  if (count === 1 && isPem) return [];
  const got = count > 1 ? `${count} of them` : "something else";
  return [
    violation(
      "external-postgres-ca",
      `caCertificate must be one certificate in PEM and nothing else, because the driver trusts the first alone, got ${got}; take the one of the server's authority out of the bundle`,
    ),
  ];
}
