// What the build is asked for, checked before anything is made:
//   node web/build/main.js --wasm DIR --out DIR [--config FILE] [--from DIR] [--version-folders 1.2.3,...] [--demo FILE]
//     [--demo-people] [--debug]
//   node web/build/main.js --check [...]    only looks whether these can be
// DIR of --wasm holds tms_credentials.js and tms_credentials.wasm. --from is the folder that the other paths are seen from.
// --version-folders names the versions that are kept in v1.2.3/, ..., for the headers, among them the one that is built, whose
// folder is made, too. --demo adds demo/, the demo without a server; FILE is the Tapis inside it. --demo-people makes the
// edition that offers demo people and needs the local Tapis; a production site is built without it. --debug leaves the scripts
// as they were written, with source maps, and holds nothing to a budget.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { parseConfig } from "../page/config.js";

/**
 * @typedef {object} BuildOptions
 * @property {string} wasm folder of the compiled module
 * @property {string} out
 * @property {import("../page/config.js").Config} config
 * @property {string} version that is built
 * @property {readonly string[]} versions
 * @property {string | undefined} demo the Tapis inside the demo without a server, where there is to be one
 * @property {boolean} demoPeople
 * @property {boolean} debug
 * @property {boolean} check nothing is to be built
 */

/** @param {string} path below web/ */
const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Ends the process with one line about what cannot be: 2 for an option, 1 for the deployment's list.
 *
 * @param {string[]} args
 * @returns {Promise<BuildOptions>}
 */
export async function readOptions(args) {
  const values = parse(args);
  const { wasm = "", out = "", demo, "demo-people": demoPeople, debug, check } = values;
  if (!check && !(wasm && out)) refuse("--wasm and --out are needed: see web/build/options.js.");
  const { version } = JSON.parse(await readFile(source("package.json"), "utf8"));
  const versions = readVersions(values["version-folders"], version);
  const from = (/** @type {string} */ path) => resolve(values.from, path);
  const config = await readConfig(
    values.config === undefined ? source("config.json") : from(values.config),
  );
  const paths = { wasm: from(wasm), out: from(out), demo: demo && from(demo) };
  return { ...paths, config, version, versions, demoPeople, debug, check };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        wasm: { type: "string" },
        out: { type: "string" },
        config: { type: "string" },
        from: { type: "string", default: "." },
        "version-folders": { type: "string", default: "" },
        demo: { type: "string" },
        "demo-people": { type: "boolean", default: false },
        debug: { type: "boolean", default: false },
        check: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    // Node.js explains more than one line of it.
    const [problem] = /** @type {Error} */ (error).message.split("\n");
    return refuse(`${problem.replace(/\.$/, "")}.`);
  }
}

/**
 * @param {string} list
 * @param {string} version that is built
 */
function readVersions(list, version) {
  const versions = list.split(",").filter(Boolean);
  const wrong = versions.find((one) => !/^\d+\.\d+\.\d+$/.test(one));
  if (wrong !== undefined)
    refuse(`--version-folders wants versions such as 1.2.3,1.2.4; "${wrong}" is none.`);
  if (versions.length > 0 && !versions.includes(version))
    refuse(`--version-folders: This is version ${version}, which is not in the list.`);
  return versions;
}

/** @param {string} file */
async function readConfig(file) {
  try {
    return parseConfig(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    return refuse(`${file} cannot be used. ${error instanceof Error ? error.message : error}`, 1);
  }
}

/**
 * @param {string} problem
 * @returns {never}
 */
function refuse(problem, status = 2) {
  console.error(problem);
  process.exit(status);
}
