import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { CannotRun } from "../../base/user-error";

/** Every engine listens here and nowhere else: a rehearsal is nobody else's business. */
export const host = "127.0.0.1";

/**
 * Below the ports that kernels give to outgoing connections (Linux: 32768 and up, macOS: 49152): one
 * of those can be taken by a client between the choice of a port and the start of its server.
 */
const range = [20_000, 32_768] as const;

/** Free ports, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const taken = new Map<number, () => Promise<void>>();
  for (let attempts = 0; taken.size < count; attempts += 1) {
    const port = randomInt(...range);
    const listening = await listen(port).catch(() => undefined);
    if (listening) taken.set(port, listening.close);
    if (attempts > 20 * count + 1_000) throw new Error(`no ${count} free ports on ${host}`);
  }
  await Promise.all([...taken.values()].map((close) => close()));
  return [...taken.keys()];
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
      throw new CannotRun(
        `port ${port} on ${host} is in use by another program; ` +
          (hint ?? "stop that program or give another port"),
      );
    }
    if (code === "EACCES") {
      throw new CannotRun(
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
