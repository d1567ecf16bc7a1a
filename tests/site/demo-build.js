// The demo edition of the page, built for a local Tapis: the deployment's list with that one API origin.

import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * @param {string} wasm  folder of the compiled module
 * @param {string} apiOrigin
 * @returns {Promise<string>} the folder of the built page
 */
export async function buildDemo(wasm, apiOrigin) {
  const out = project("build/demo");
  const configFile = `${out}.config.json`;
  const config = JSON.parse(await readFile(project("web/config.json"), "utf8"));
  await mkdir(out, { recursive: true });
  await writeFile(configFile, JSON.stringify({ ...config, apiOrigins: [apiOrigin] }));
  const files = ["--wasm", wasm, "--out", out, "--config", configFile];
  await run(process.execPath, [project("web/build/main.js"), ...files, "--demo"]);
  return out;
}
