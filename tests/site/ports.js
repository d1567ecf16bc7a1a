// Starting a server on a wanted port, or on the next free one.

import { createServer } from "node:net";

const MOST_TRIES = 20;

/** A port that nobody uses at the moment, for a program that must be told one. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts with `port`, and with the next one for as long as the port is taken. Port 0 lets the system choose.
 * @template Server
 * @param {number} port
 * @param {(port: number) => Promise<Server>} start
 * @returns {Promise<Server>}
 */
export async function startOnFreePort(port, start) {
  for (let candidate = port; candidate < port + MOST_TRIES; candidate += 1) {
    try {
      return await start(candidate);
    } catch (error) {
      if (!isTaken(error)) throw error;
      console.log(`Port ${candidate} is taken; trying ${candidate + 1}.`);
    }
  }
  throw new Error(`Ports ${port} to ${port + MOST_TRIES - 1} are all taken.`);
}

/** @param {unknown} error */
function isTaken(error) {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

/**
 * Reads a port from a command line, or says what is wrong with it.
 * @param {string} text
 */
export function parsePort(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error(`Not a port: ${text}`);
}
