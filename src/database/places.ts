/** What a PostgreSQL needs before changes can be captured, by where it runs. */
export interface Place {
  readonly name: string;
  /** What makes it log for logical decoding. */
  readonly decoding: string;
  /** What makes a role one that may replicate. */
  replication(role: string): string;
}

const attribute = (role: string) => `ALTER ROLE ${role} REPLICATION;`;

const places: readonly (Place & { readonly host: RegExp })[] = [
  {
    host: /\.rds\.amazonaws\.com(\.cn)?$/,
    name: "Amazon RDS or Aurora",
    decoding:
      "rds.logical_replication = 1 in its parameter group (Aurora: the cluster's), then a restart",
    replication: (role) => `GRANT rds_replication TO ${role};`,
  },
  {
    host: /\.postgres(\.database\.azure\.com|\.database\.chinacloudapi\.cn)$/,
    name: "Azure Database for PostgreSQL",
    decoding: "the server parameter wal_level = logical, then a restart",
    replication: attribute,
  },
];

const elsewhere: Place = {
  name: "PostgreSQL elsewhere",
  decoding:
    "wal_level = logical, then a restart (Cloud SQL: the flag cloudsql.logical_decoding = on; AlloyDB: alloydb.logical_decoding = on)",
  replication: attribute,
};

/** Where a host is; undefined for a service of Aiven's, which needs nothing of this. */
export function placeOf(host: string): Place | undefined {
  if (/\.aivencloud\.com$/.test(host)) return undefined;
  return places.find((place) => place.host.test(host)) ?? elsewhere;
}
