// Plain JavaScript: `cdc doctor` asks it on a clone with nothing installed.
"use strict";
const { randomInt } = require("node:crypto");
const { createServer } = require("node:net");
const { CannotRun } = require("../../base/user-error.cjs");

/** Every engine listens here and nowhere else: a rehearsal is nobody else's business. */
const host = "127.0.0.1";

/**
 * Below the ports that kernels give to outgoing connections (Linux: 32768 and up, macOS: 49152): one
 * of those can be taken by a client between the choice of a port and the start of its server.
 *
 * @type {[number, number]}
 */
const range = [20_000, 32_768];

/**
 * Free ports, all different.
 *
 * @param {number} count
 * @returns {Promise<number[]>}
 */
async function freePorts(count) {
  /** @type {Map<number, () => Promise<void>>} */
  const taken = new Map();
  for (let attempts = 0; taken.size < count; attempts += 1) {
    const port = randomInt(...range);
    const listening = await listen(port).catch(() => undefined);
    if (listening) taken.set(port, listening.close);
    if (attempts > 20 * count + 1_000) {
      throw new CannotRun(
        `no ${count} free ports on ${host} from ${range[0]} to ${range[1] - 1}; end programs that listen there`,
      );
    }
  }
  await Promise.all([...taken.values()].map((close) => close()));
  return [...taken.keys()];
}

/**
 * The port that the caller asked for, or a free one.
 *
 * @param {number | undefined} port
 * @param {string} [hint] how to ask for another port, said when this one is taken
 * @returns {Promise<number>}
 */
async function takePort(port, hint) {
  if (port === undefined) return /** @type {number} */ ((await freePorts(1))[0]);
  try {
    await (await listen(port)).close();
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
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

/**
 * @param {number} wanted
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
function listen(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port: wanted, exclusive: true }, () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({
        port,
        close: () => new Promise((closed) => void server.close(() => closed())),
      });
    });
  });
}

module.exports = { freePorts, host, range, takePort };
