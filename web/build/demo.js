// The demo without a server: the standalone page with a Tapis inside it, in a folder that any static host can serve. What a
// site would fetch is inside its scripts, since its policy allows no connection.

import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { bundleScript, bundleStyle, bundleWholeModule } from "./bundle.js";
import { writeDocument } from "./configured.js";
import { demoHeaderRules, headersFile, metaContentSecurityPolicy } from "./headers.js";
import { DEMO_PARTS, licensesText } from "./licenses.js";

/**
 * @param {object} options
 * @param {string} options.wasm folder of the compiled module
 * @param {string} options.tapis file that is the module "local-tapis" of demo/local-tapis.d.ts
 * @param {string} options.out
 * @param {boolean} [options.debug] for a debugger
 */
export async function buildDemo({ wasm: wasmFolder, tapis, out, debug }) {
  const glue = join(wasmFolder, "tms_credentials.js");
  const wasm = join(wasmFolder, "tms_credentials.wasm");
  await mkdir(out, { recursive: true });
  await Promise.all([
    bundleWholeModule({ glue, wasm, outfile: join(out, "tms.js"), debug }),
    bundleScript("demo/alone.jsx", join(out, "page.js"), debug, { "local-tapis": tapis }),
    bundleStyle("demo/style.css", join(out, "style.css")),
    copyFile(fileURLToPath(new URL("../icon.svg", import.meta.url)), join(out, "icon.svg")),
    writeFile(join(out, "LICENSES.txt"), await licensesText(DEMO_PARTS)),
    writeFile(join(out, "_headers"), headersFile(demoHeaderRules())),
  ]);
  await writeDocument(out, "index.html", "demo/alone.html", metaContentSecurityPolicy(null));
}
