// Builds the static site:
//   node web/build/main.js --wasm DIR --out DIR [--config FILE] [--version-folders 1.2.3,...] [--demo FILE] [--demo-people]
//     [--debug]
// DIR of --wasm holds tms_credentials.js and tms_credentials.wasm. --version-folders names the versions that are kept in
// v1.2.3/, ..., for the headers; the folder of the version that is built is made, too. --demo adds demo/, the demo without a
// server; FILE is the Tapis inside it. --demo-people makes the edition that offers demo people and needs the local Tapis; a
// production site is built without it. --debug leaves the scripts as they were written, with source maps, and holds nothing
// to a budget.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { parseConfig } from "../page/config.js";
import { bundleClassicScript, bundleModule, bundleScript, bundleStyle } from "./bundle.js";
import { keepVersion, writeConfigured } from "./configured.js";
import { buildDemo } from "./demo.js";
import { licensesText } from "./licenses.js";
import { compareWithBudgets, measure, sizeTable } from "./sizes.js";

/** From web/. */
const COPIED = [
  "tms.d.ts",
  "host.d.ts",
  "tms-credentials.d.ts",
  "tms-credentials-define.d.ts",
  "tms-credentials-element.d.ts",
  "icon.svg",
];

/** @param {boolean} demoPeople */
const scripts = (demoPeople) => ({
  "page.js": demoPeople ? "demo/main.jsx" : "page/main.jsx",
  "embed.js": "embed/main.jsx",
  "host.js": "host/host.js",
  "tms-credentials.js": "element/tms-credentials.js",
  "tms-credentials-define.js": "element/tms-credentials-define.js",
  "tms-credentials-element.js": "element/tms-credentials-element.jsx",
});

/** @param {boolean} demoPeople */
const styles = (demoPeople) => ({
  "style.css": demoPeople ? "demo/style.css" : "page/page.css",
  "embed.css": "embed/embed.css",
});

/** @param {string} path below web/ */
const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * @param {object} options
 * @param {string} options.wasm folder of the compiled module
 * @param {string} options.out
 * @param {string} options.config file
 * @param {readonly string[]} options.versions
 * @param {string | undefined} options.demo the Tapis inside the demo without a server, where there is to be one
 * @param {boolean} options.demoPeople
 * @param {boolean} options.debug
 */
async function buildSite(options) {
  const { wasm: wasmFolder, out, config: configFile, versions, demo, demoPeople, debug } = options;
  const config = await readConfig(configFile);
  const glue = join(wasmFolder, "tms_credentials.js");
  const wasm = join(wasmFolder, "tms_credentials.wasm");
  await mkdir(out, { recursive: true });
  await Promise.all([
    bundleModule({ glue, wasm, outfile: join(out, "tms.js"), debug }),
    ...Object.entries(scripts(demoPeople)).map(([file, entry]) =>
      bundleScript(entry, join(out, file), debug),
    ),
    bundleClassicScript("page/load-watch.js", join(out, "load-watch.js"), debug),
    ...Object.entries(styles(demoPeople)).map(([file, entry]) =>
      bundleStyle(entry, join(out, file)),
    ),
    copyFile(wasm, join(out, "tms.wasm")),
    ...COPIED.map((file) => copyFile(source(file), join(out, file))),
    writeFile(join(out, "LICENSES.txt"), await licensesText()),
  ]);
  await writeConfigured(out, config, { versions, demo: demo !== undefined });
  const { version } = JSON.parse(await readFile(source("package.json"), "utf8"));
  if (versions.includes(version)) await keepVersion(out, version);
  if (demo !== undefined)
    await buildDemo({ wasm: wasmFolder, tapis: resolve(demo), out: join(out, "demo"), debug });
}

/** @param {string} list */
function readVersions(list) {
  const versions = list.split(",").filter(Boolean);
  const wrong = versions.find((version) => !/^\d+\.\d+\.\d+$/.test(version));
  if (wrong === undefined) return versions;
  console.error(`--version-folders wants versions such as 1.2.3,1.2.4; "${wrong}" is none.`);
  process.exit(2);
}

/** @param {string} file */
async function readConfig(file) {
  try {
    return parseConfig(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    console.error(`${file} cannot be used. ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}

/** @param {string} out @param {boolean} hasDemo */
async function reportSizes(out, hasDemo) {
  const sizes = await measure(out, hasDemo);
  const totals = compareWithBudgets(sizes, hasDemo);
  console.log(sizeTable(sizes, totals));
  for (const { name, brotli, limit } of totals) {
    if (brotli <= limit) continue;
    console.error(`${name}: ${brotli} bytes are over the budget of ${limit}.`);
    process.exitCode = 1;
  }
}

const { values } = parseArgs({
  options: {
    wasm: { type: "string" },
    out: { type: "string" },
    config: { type: "string", default: source("config.json") },
    "version-folders": { type: "string", default: "" },
    demo: { type: "string" },
    "demo-people": { type: "boolean", default: false },
    debug: { type: "boolean", default: false },
  },
});
const { wasm, out, config, demo, "demo-people": demoPeople, debug } = values;
if (!wasm || !out) {
  console.error(
    "Usage: node web/build/main.js --wasm DIR --out DIR [--config FILE] [--version-folders 1.2.3,...] [--demo FILE] [--demo-people] [--debug]",
  );
  process.exit(2);
}
const paths = { wasm: resolve(wasm), out: resolve(out), config: resolve(config) };
const versions = readVersions(values["version-folders"]);
await buildSite({ ...paths, versions, demo, demoPeople, debug });
if (!debug) await reportSizes(out, demo !== undefined);
