// Builds the static site: see options.js.

import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { bundleClassicScript, bundleModule, bundleScript, bundleStyle } from "./bundle.js";
import { keepVersion, writeConfigured } from "./configured.js";
import { buildDemo } from "./demo.js";
import { licensesText } from "./licenses.js";
import { readOptions } from "./options.js";
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
 * @param {Omit<import("./options.js").BuildOptions, "check">} options
 */
async function buildSite(options) {
  const { wasm: wasmFolder, out, config, version, versions, demo, demoPeople, debug } = options;
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
  if (versions.includes(version)) await keepVersion(out, version);
  if (demo !== undefined)
    await buildDemo({ wasm: wasmFolder, tapis: demo, out: join(out, "demo"), debug });
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

const { wasm, out, check, ...options } = await readOptions(process.argv.slice(2));
if (!check) {
  await buildSite({ wasm, out, ...options });
  if (!options.debug) await reportSizes(out, options.demo !== undefined);
}
