// Builds the static site:
//   node web/build/main.js --wasm DIR --out DIR [--config FILE] [--demo]
// DIR of --wasm holds tms_credentials.js and tms_credentials.wasm. --demo makes the edition that
// offers demo people and needs the local Tapis; a production site is built without it.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { parseConfig } from "../page/config.js";
import { bundleModule, bundlePage, bundleStyle } from "./bundle.js";
import { headerRules, headersFile, metaContentSecurityPolicy } from "./headers.js";
import { licensesText } from "./licenses.js";
import { compareWithBudgets, measure, sizeTable } from "./sizes.js";

/** @param {string} path below web/ */
const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * @param {object} options
 * @param {string} options.wasm folder of the compiled module
 * @param {string} options.out
 * @param {string} options.config file
 * @param {boolean} options.demo
 */
async function buildSite({ wasm, out, config: configFile, demo }) {
  const config = await readConfig(configFile);
  const rules = headerRules(config);
  await mkdir(out, { recursive: true });
  await Promise.all([
    bundleModule({ glue: join(wasm, "tms_credentials.js"), outfile: join(out, "tms.js") }),
    bundlePage({ demo, outfile: join(out, "page.js") }),
    bundleStyle({ demo, outfile: join(out, "style.css") }),
    copyFile(join(wasm, "tms_credentials.wasm"), join(out, "tms.wasm")),
    copyFile(source("tms.d.ts"), join(out, "tms.d.ts")),
    copyFile(source("icon.svg"), join(out, "icon.svg")),
    writeFile(join(out, "index.html"), await pageHtml(metaContentSecurityPolicy(config))),
    writeFile(join(out, "config.json"), `${JSON.stringify(config, null, 2)}\n`),
    writeFile(join(out, "_headers"), headersFile(rules)),
    writeFile(join(out, "LICENSES.txt"), await licensesText()),
  ]);
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

/**
 * index.html with the policy as a meta element, which must come before anything that it governs.
 *
 * @param {string} policy
 */
async function pageHtml(policy) {
  const html = await readFile(source("index.html"), "utf8");
  const charset = '<meta charset="utf-8" />';
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
  return html.replace(charset, `${charset}\n    ${meta}`);
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
  },
});
const { wasm, out, config, demo } = values;
if (!wasm || !out) {
  console.error("Usage: node web/build/main.js --wasm DIR --out DIR [--config FILE] [--demo]");
  process.exit(2);
}
await buildSite({ wasm: resolve(wasm), out: resolve(out), config: resolve(config), demo });
await reportSizes(out);
