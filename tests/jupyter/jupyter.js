// A real Jupyter Server with JupyterLab and Notebook 7, on a port of its own and with nothing of the person who runs the
// tests: its home, its settings and its notebooks are in one folder below build/.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { freePort } from "../site/ports.js";

const START_WITHIN_MS = 60_000;
const END_WITHIN_MS = 15_000;

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @typedef {"newest" | "oldest"} Versions of JupyterLab and Notebook */

/** Made by tests/jupyter/run, which has installed the wheel in each. @type {Record<Versions, string>} */
const VENVS = {
  newest: project("build/jupyter-venv"),
  oldest: project("build/jupyter-venv-oldest"),
};

/** What a person without the wheel copies beside the notebooks. */
const HELPER = project("web/jupyter/tms_credentials.py");

/** Where notebooks are that have it beside them, below those that have the wheel alone. */
export const WITH_FILE = "with-the-file";

/** @typedef {{ origin: string, token: string, folder: string, root: string, home: string, close: () => Promise<void> }} Jupyter */

/**
 * @param {string} name of the folder below build/
 * @param {Versions} versions
 * @returns {Promise<Jupyter>} `root` holds the notebooks, `folder` everything that the server may write to
 */
export async function startJupyter(name, versions) {
  const programs = join(VENVS[versions], "bin");
  const folder = project(`build/${name}`);
  const root = join(folder, "notebooks");
  const home = join(folder, "home");
  const settings = join(home, "config");
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(root, WITH_FILE), { recursive: true });
  await mkdir(join(settings, "labconfig"), { recursive: true });
  await cp(HELPER, join(root, WITH_FILE, "tms_credentials.py"));
  // It would ask whether to look for news.
  const pageConfig = {
    disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true },
  };
  await writeFile(join(settings, "labconfig/page_config.json"), JSON.stringify(pageConfig));

  const token = randomBytes(16).toString("hex");
  const port = await freePort(); // The oldest does not tell which port the system chose.
  const server = spawn(
    join(programs, "jupyter"),
    [
      ...["lab", "--no-browser", "--allow-root"],
      ...["--ServerApp.ip=127.0.0.1", `--ServerApp.port=${port}`],
      ...[`--ServerApp.root_dir=${root}`, "--LabApp.extension_manager=readonly"],
    ],
    {
      cwd: root,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        PATH: [programs, process.env.PATH].join(delimiter),
        LANG: "C.UTF-8",
        HOME: home,
        IPYTHONDIR: join(home, "ipython"),
        JUPYTER_CONFIG_DIR: settings,
        JUPYTER_DATA_DIR: join(home, "data"),
        JUPYTER_RUNTIME_DIR: join(home, "runtime"),
        JUPYTER_TOKEN: token,
      },
    },
  );
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const origin = await announcedOrigin(server);
  return {
    origin,
    token,
    folder,
    root,
    home,
    async close() {
      server.kill("SIGTERM"); // It then ends its kernels, too.
      const lastResort = setTimeout(() => server.kill("SIGKILL"), END_WITHIN_MS);
      await ended;
      clearTimeout(lastResort);
    },
  };
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<null, null, import("node:stream").Readable>} server
 * @returns {Promise<string>}
 */
function announcedOrigin(server) {
  return new Promise((resolve, reject) => {
    /** @type {string[]} */
    const log = [];
    const fail = (/** @type {string} */ problem) => {
      server.kill("SIGKILL");
      reject(new Error(`${problem}\n${log.join("\n")}`));
    };
    const late = setTimeout(fail, START_WITHIN_MS, "Jupyter did not start in time.");
    server.once("exit", () => fail("Jupyter ended before it told its address."));
    // Read on to the end: a full pipe would stop the server.
    createInterface({ input: server.stderr }).on("line", (line) => {
      log.push(line);
      const address = /(http:\/\/127\.0\.0\.1:[1-9]\d*)\/lab/.exec(line);
      if (!address) return;
      clearTimeout(late);
      resolve(address[1]);
    });
  });
}
