// Plain JavaScript: `cdc doctor` asks it on a clone with nothing installed.
"use strict";
const { randomInt } = require("node:crypto");
const { createSocket } = require("node:dgram");
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
 * Rehearsals that start at the same moment would now and then choose the same port, and so would the
 * engines of one rehearsal: a port is chosen some seconds before its engine listens on it. So each
 * process takes ports from blocks of its own, and gives each of them out once.
 */
const blockSize = 64;

/**
 * Of this process's blocks, what was not given out.
 *
 * @type {number[]}
 */
const ports = [];

/**
 * Callers that find none left at the same time wait for the same block.
 *
 * @type {Promise<void> | undefined}
 */
let claiming;

/**
 * Free ports, all different.
 *
 * @param {number} count
 * @returns {Promise<number[]>}
 */
async function freePorts(count) {
  /** @type {number[]} */
  const free = [];
  while (free.length < count) {
    const port = ports.shift();
    if (port === undefined) {
      claiming ??= claimBlock(count).finally(() => (claiming = undefined));
      await claiming;
    } else if (await isFree(port)) free.push(port);
  }
  return free;
}

/** @param {number} count for the message, if there is no block left */
async function claimBlock(count) {
  const [first, end] = range;
  const blocks = Math.floor((end - first) / blockSize);
  const start = randomInt(blocks);
  for (let nth = 0; nth < blocks; nth += 1) {
    const block = first + ((start + nth) % blocks) * blockSize;
    if (await claim(block)) {
      ports.push(...Array.from({ length: blockSize }, (_, index) => block + index));
      return;
    }
  }
  throw new CannotRun(
    `no ${count} free ports on ${host} from ${first} to ${end - 1}; end programs that listen there`,
  );
}

/**
 * Marks a block as this process's until it ends, by a UDP socket at the number of its first port: only
 * one process can bind it. It answers nobody.
 *
 * @param {number} block
 * @returns {Promise<boolean>} whether no other process had it
 */
function claim(block) {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind({ address: host, port: block, exclusive: true }, () => resolve(true));
    socket.unref();
  });
}

/** @param {number} port */
async function isFree(port) {
  try {
    await (await listen(port)).close();
    return true;
  } catch {
    return false;
  }
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
