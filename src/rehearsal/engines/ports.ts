import { createServer } from "node:net";
import { UserError } from "./errors";

/** Every engine listens here and nowhere else: a rehearsal is nobody else's business. */
export const host = "127.0.0.1";

/** Free ports, all different. */
export async function freePorts(count: number): Promise<number[]> {
  // All held at once before the first is let go: else the kernel may hand out one twice.
  const held = await Promise.all(Array.from({ length: count }, () => listen(0)));
  await Promise.all(held.map(({ close }) => close()));
  return held.map(({ port }) => port);
}

/**
 * The port that the caller asked for, or a free one.
 * @param hint how to ask for another port, said when this one is taken
 */
export async function takePort(port: number | undefined, hint?: string): Promise<number> {
  if (port === undefined) return (await freePorts(1))[0] as number;
  try {
    await (await listen(port)).close();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new UserError(
        `port ${port} on ${host} is in use by another program; ` +
          (hint ?? "stop that program or give another port"),
      );
    }
    if (code === "EACCES") {
      throw new UserError(
        `port ${port} on ${host} may not be used by this user; ` +
          (hint ?? "give one above 1023 instead"),
      );
    }
    throw error;
  }
  return port;
}

function listen(wanted: number): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port: wanted, exclusive: true }, () => {
      const { port } = server.address() as { port: number };
      resolve({
        port,
        close: () => new Promise((closed) => void server.close(() => closed())),
      });
    });
  });
}
