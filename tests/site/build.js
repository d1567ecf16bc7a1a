// Builds the page for a local Tapis: as `scripts/build` does, with a deployment's list whose one API origin it is.

import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where `scripts/build` compiles the module; `scripts/toolchains` names where another compiler's is. */
export const WASM_FOLDER = process.env.TMS_WASM_FOLDER ?? project("build/wasm/wasm/browser");

/**
 * @param {object} options
 * @param {string} options.name of the folder below build/
 * @param {string} options.apiOrigin
 * @param {string[]} [options.hostOrigins] the sites that may show the embed
 * @param {string} [options.wasm] folder of the compiled module
 * @param {boolean} [options.demo] the edition that offers demo people
 * @returns {Promise<string>} the folder of the built page
 */
export async function buildSite({
  name,
  apiOrigin,
  hostOrigins = [],
  wasm = WASM_FOLDER,
  demo = false,
}) {
  const out = project(`build/${name}`);
  const configFile = `${out}.config.json`;
  const config = JSON.parse(await readFile(project("web/config.json"), "utf8"));
  await mkdir(out, { recursive: true });
  await writeFile(configFile, JSON.stringify({ ...config, apiOrigins: [apiOrigin], hostOrigins }));
  await run(process.execPath, [
    project("web/build/main.js"),
    ...["--wasm", wasm, "--out", out, "--config", configFile],
    ...(demo ? ["--demo"] : []),
  ]);
  return out;
}
