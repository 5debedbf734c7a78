interface Parts {
  readonly user: string;
  /** @default - none: it is nobody's to know */
  readonly password?: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** The address of a database as Aiven writes it. */
export function postgresUri({ user, password, host, port, database }: Parts): string {
  const login = [user, ...(password === undefined ? [] : [password])].map(encodeURIComponent);
  return `postgres://${login.join(":")}@${host}:${port}/${encodeURIComponent(database)}?sslmode=require`;
}
