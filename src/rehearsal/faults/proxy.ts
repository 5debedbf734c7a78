import { connect, createServer, type Server, type Socket } from "node:net";
import { freePorts, host } from "../engines/ports";

/** A stretch of network that can be cut. */
export interface Proxy {
  readonly port: number;
  /** Resets every connection and takes no new ones. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Passes on whatever reaches its port to `target`, on the same host. */
export async function startProxy(target: number): Promise<Proxy> {
  const [port] = (await freePorts(1)) as [number];
  const open = new Set<Socket>();
  let server: Server | undefined;

  const pass = (near: Socket) => {
    const far = connect({ host, port: target });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  };
  const restore = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer(pass);
      server.once("error", reject);
      server.listen({ host, port }, resolve);
    });
  const cut = async () => {
    const closed = new Promise<void>((resolve) => {
      if (server?.listening) server.close(() => resolve());
      else resolve();
    });
    for (const socket of open) socket.resetAndDestroy();
    await closed;
  };
  await restore();
  return { port, cut, restore, close: cut };
}
