// Builds the static site:
//   node web/build/main.js --wasm DIR --out DIR [--config FILE] [--demo] [--debug]
// DIR of --wasm holds tms_credentials.js and tms_credentials.wasm. --demo makes the edition that
// offers demo people and needs the local Tapis; a production site is built without it. --debug leaves
// the scripts as they were written, with source maps, and holds nothing to a budget.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { parseConfig } from "../page/config.js";
import { bundleClassicScript, bundleModule, bundleScript, bundleStyle } from "./bundle.js";
import { writeConfigured } from "./configured.js";
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

/** @param {boolean} demo */
const scripts = (demo) => ({
  "page.js": demo ? "demo/main.jsx" : "page/main.jsx",
  "embed.js": "embed/main.jsx",
  "host.js": "host/host.js",
  "tms-credentials.js": "element/tms-credentials.js",
  "tms-credentials-define.js": "element/tms-credentials-define.js",
  "tms-credentials-element.js": "element/tms-credentials-element.jsx",
});

/** @param {boolean} demo */
const styles = (demo) => ({
  "style.css": demo ? "demo/style.css" : "page/page.css",
  "embed.css": "embed/embed.css",
});

/** @param {string} path below web/ */
const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * @param {object} options
 * @param {string} options.wasm folder of the compiled module
 * @param {string} options.out
 * @param {string} options.config file
 * @param {boolean} options.demo
 * @param {boolean} options.debug
 */
async function buildSite({ wasm: wasmFolder, out, config: configFile, demo, debug }) {
  const config = await readConfig(configFile);
  const glue = join(wasmFolder, "tms_credentials.js");
  const wasm = join(wasmFolder, "tms_credentials.wasm");
  await mkdir(out, { recursive: true });
  await Promise.all([
    bundleModule({ glue, wasm, outfile: join(out, "tms.js"), debug }),
    ...Object.entries(scripts(demo)).map(([file, entry]) =>
      bundleScript(entry, join(out, file), debug),
    ),
    bundleClassicScript("page/load-watch.js", join(out, "load-watch.js"), debug),
    ...Object.entries(styles(demo)).map(([file, entry]) => bundleStyle(entry, join(out, file))),
    copyFile(wasm, join(out, "tms.wasm")),
    ...COPIED.map((file) => copyFile(source(file), join(out, file))),
    writeFile(join(out, "LICENSES.txt"), await licensesText()),
  ]);
  await writeConfigured(out, config);
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

/** @param {string} out */
async function reportSizes(out) {
  const sizes = await measure(out);
  const totals = compareWithBudgets(sizes);
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
    demo: { type: "boolean", default: false },
    debug: { type: "boolean", default: false },
  },
});
const { wasm, out, config, demo, debug } = values;
if (!wasm || !out) {
  console.error(
    "Usage: node web/build/main.js --wasm DIR --out DIR [--config FILE] [--demo] [--debug]",
  );
  process.exit(2);
}
await buildSite({ wasm: resolve(wasm), out: resolve(out), config: resolve(config), demo, debug });
if (!debug) await reportSizes(out);
