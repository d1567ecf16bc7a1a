// The portal example under Django's own server, with a database of its own below build/.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { freePort } from "../site/ports.js";

const START_WITHIN_MS = 60_000;

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const PORTAL = project("web/examples/portal");

/** Made by tests/portal/run. */
const PYTHON = project("build/portal-venv/bin/python");

/** @returns {Promise<string>} an origin that nobody listens on: others must know it before Django is started */
export async function freeOrigin() {
  return `http://127.0.0.1:${await freePort()}`;
}

/**
 * @param {object} options
 * @param {string} options.origin
 * @param {string} options.tapis origin
 * @param {string} options.embed address
 * @param {string} options.dist folder of the built files
 * @returns {Promise<{ close: () => Promise<void> }>}
 */
export async function startDjango({ origin, tapis, embed, dist }) {
  const folder = project("build/portal");
  const database = join(folder, "portal.sqlite3");
  await mkdir(folder, { recursive: true });
  await rm(database, { force: true });
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUNBUFFERED: "1",
    PORTAL_SECRET_KEY: randomBytes(16).toString("hex"),
    PORTAL_DEBUG: "1",
    PORTAL_DATABASE: database,
    TAPIS_BASE_URL: tapis,
    TMS_CREDENTIALS_EMBED: embed,
    TMS_CREDENTIALS_DIST: dist,
  };
  /** @param {...string} command */
  const manage = (...command) =>
    spawn(PYTHON, ["manage.py", ...command], {
      cwd: PORTAL,
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });

  const [code] = await once(manage("migrate", "--verbosity", "0"), "exit");
  if (code !== 0) throw new Error("The portal's database could not be made.");
  const server = manage("runserver", "--noreload", "--verbosity", "0", new URL(origin).host);
  const ended = once(server, "exit");
  await answers(`${origin}/login/`);
  return {
    async close() {
      server.kill("SIGTERM");
      await ended;
    },
  };
}

/** @param {string} url */
async function answers(url) {
  const last = Date.now() + START_WITHIN_MS;
  for (;;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch (error) {
      if (Date.now() > last) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
