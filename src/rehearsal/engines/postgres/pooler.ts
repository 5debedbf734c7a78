import { connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectTls, createSecureContext, TLSSocket } from "node:tls";
import { takePort } from "../ports";
import type { Authority } from "../authority";
import {
  databaseIn,
  fatalError,
  type Opening,
  readOpening,
  tlsRequest,
  withParameters,
} from "./opening";

export interface Pool {
  readonly database: string;
  /** @default - whoever logs in */
  readonly user?: string;
  /** How Aiven would pool; here every client has a connection of its own. */
  readonly mode: string;
  readonly size: number;
}

export interface PoolerOptions {
  /** Server and pooler show one certificate: a client that binds its password to it logs in all the same. */
  readonly authority: Authority;
  readonly host: string;
  /** Of the server. */
  readonly port: number;
  /** Its own, as long as nobody else takes it before there is a pool. */
  readonly ownPort: number;
}

/** As long as PostgreSQL waits for a client to log in. */
const openWithinMs = 60_000;

/**
 * In place of PgBouncer: clients that name a pool as their database are connected with the pool's
 * real one, as its user. PostgreSQL itself asks for the password.
 */
export class Pooler {
  readonly #pools = new Map<string, Pool>();
  /** By the sockets of clients, the names of their pools. */
  readonly #clients = new Map<Socket, string | undefined>();
  #listening: Promise<{ server: Server; port: number }> | undefined;
  #port: number;

  constructor(private readonly options: PoolerOptions) {
    this.#port = options.ownPort;
  }

  /** Nothing listens there until there is a first pool. */
  get port(): number {
    return this.#port;
  }

  get pools(): ReadonlyMap<string, Pool> {
    return this.#pools;
  }

  /** Makes a pool, or changes it for the clients to come. */
  async set(name: string, pool: Pool): Promise<void> {
    this.#listening ??= this.#listen();
    this.#port = (await this.#listening).port;
    this.#pools.set(name, pool);
  }

  /** Ends its clients' connections, too. */
  remove(name: string): void {
    this.#pools.delete(name);
    for (const [client, pool] of this.#clients) if (pool === name) client.destroy();
  }

  async close(): Promise<void> {
    const { server } = (await this.#listening?.catch(() => undefined)) ?? {};
    if (!server?.listening) return;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    for (const client of this.#clients.keys()) client.destroy();
    await closed;
  }

  async #listen(): Promise<{ server: Server; port: number }> {
    const port = await takePort(this.options.ownPort).catch(() => takePort(undefined));
    const server = createServer((client) => this.#accept(client));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: this.options.host, port, exclusive: true }, resolve);
    });
    server.unref();
    return { server, port };
  }

  #accept(client: Socket): void {
    this.#clients.set(client, undefined);
    client.setNoDelay(true);
    client.setTimeout(openWithinMs, () => client.destroy());
    client.on("error", () => undefined);
    client.on("close", () => this.#clients.delete(client));
    this.#serve(client).catch(() => client.destroy());
  }

  async #serve(client: Socket): Promise<void> {
    const { near, opening } = await this.#opened(client);
    if (opening.kind === "cancel") return this.#join(client, near, opening.packet);
    const name = databaseIn(opening.packet);
    const pool = this.#pools.get(name);
    if (!pool) {
      near.end(fatalError("3D000", `no such pool: ${name}`));
      return;
    }
    this.#clients.set(client, name);
    client.setTimeout(0);
    const { database, user } = pool;
    if (opening.rest.length > 0) near.unshift(opening.rest);
    await this.#join(client, near, withParameters(opening.packet, { database, user }));
  }

  /** Answers requests until the client starts, or cancels what another connection does. */
  async #opened(client: Socket): Promise<{ near: Socket; opening: Opening }> {
    let near = client;
    for (;;) {
      const opening = await nextOpening(near);
      if (opening.kind === "startup" || opening.kind === "cancel") return { near, opening };
      // What came before the encryption is nobody's to read after it.
      if (near !== client || opening.rest.length > 0) throw new Error("an unexpected message");
      if (opening.kind === "gssapi") near.write("N");
      else near = this.#encrypted(client);
    }
  }

  #encrypted(client: Socket): Socket {
    const { cert, key } = this.options.authority.server;
    client.write("S");
    const near = new TLSSocket(client, {
      isServer: true,
      secureContext: createSecureContext({ cert, key, minVersion: "TLSv1.2" }),
    });
    near.on("error", () => client.destroy());
    return near;
  }

  /** Connects the client with the server, in the clear only if it asked for no encryption itself. */
  async #join(client: Socket, near: Socket, first: Buffer): Promise<void> {
    const far = await this.#server(near !== client);
    far.on("error", () => undefined);
    // Only once everything is written: an error for the client, a cancellation for the server.
    far.on("close", () => near.destroySoon());
    near.on("close", () => far.destroySoon());
    far.write(first);
    if (near.destroyed) far.destroySoon();
    near.pipe(far);
    far.pipe(near);
  }

  async #server(isEncrypted: boolean): Promise<Socket> {
    const { host, port, authority } = this.options;
    const plain = connect({ host, port });
    plain.setNoDelay(true);
    plain.on("error", () => undefined);
    if (!isEncrypted) return plain;
    plain.write(tlsRequest);
    const [answer] = await nextBytes(plain);
    if (answer !== "S".charCodeAt(0)) throw new Error("PostgreSQL offers no encryption");
    return connectTls({ socket: plain, ca: authority.ca, servername: "localhost" });
  }
}

async function nextOpening(socket: Socket): Promise<Opening> {
  let received: Buffer = Buffer.alloc(0);
  for (;;) {
    received = Buffer.concat([received, await nextBytes(socket)]);
    const opening = readOpening(received);
    if (opening) return opening;
  }
}

/** Whatever comes next; the socket is left paused. */
function nextBytes(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settled = () => {
      socket.off("data", taken).off("error", reject).off("close", gone);
      socket.pause();
    };
    const taken = (bytes: Buffer) => {
      settled();
      resolve(bytes);
    };
    const gone = () => {
      settled();
      reject(new Error("the connection was closed"));
    };
    socket.on("data", taken).on("error", reject).on("close", gone);
    socket.resume();
  });
}
