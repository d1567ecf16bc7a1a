// Talks to clients.py, which runs the Python clients.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Made by tests/peers/run. */
const PYTHON = fileURLToPath(new URL("../../build/peers-venv/bin/python", import.meta.url));
const CLIENTS = fileURLToPath(new URL("clients.py", import.meta.url));

/**
 * @typedef {object} Task
 * @property {"opsutils" | "dapi"} client
 * @property {"establish" | "revoke" | "setUp" | "list"} operation
 * @property {string} baseUrl
 * @property {string} token
 * @property {string} username
 * @property {string[]} systems
 * @property {boolean} [force]
 */

/** @typedef {{ claim: string, error: { type: string, message: string } | null, milliseconds: number }} Ending */

/**
 * @param {Record<string, string>} [environment] more of it
 * @returns {{ run: (task: Task) => Promise<Ending>, close: () => Promise<void> }} one task at a time
 */
export function startPythonClients(environment = {}) {
  const child = spawn(PYTHON, ["-W", "ignore", CLIENTS], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...process.env, ...environment },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(task) {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("The Python clients have ended.");
      return JSON.parse(value);
    },
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
