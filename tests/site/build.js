// Builds the page for a local Tapis: as `scripts/build` does, with a deployment's list whose one API origin it is.

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { bundleModule } from "../../web/build/bundle.js";
import { keepVersion, writeConfigured } from "../../web/build/configured.js";
import { buildDemo } from "../../web/build/demo.js";
import { parseConfig } from "../../web/page/config.js";
import { bundle, edition } from "./editions.js";

/** @param {string} path below the project */
const project = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where `scripts/build` compiles the module; `scripts/toolchains` names where another compiler's is. */
export const WASM_FOLDER = process.env.TMS_WASM_FOLDER ?? project("build/wasm/wasm/browser");

/** Suites run beside each other, and several build sites of the same names: each is given its own folder. */
export const SITES_FOLDER = process.env.TMS_SITES_FOLDER ?? project("build");

/**
 * @typedef {object} SiteToBuild
 * @property {string} name of the folder below build/
 * @property {string} apiOrigin
 * @property {string[]} [hostOrigins] the sites that may show the embed
 * @property {{ clientId: string } | null} [signIn] with which client people sign in
 * @property {string} [wasm] folder of the compiled module
 * @property {readonly string[]} [versions] that are kept beside it; their folders hold the same here
 * @property {boolean} [demo] the edition that offers demo people
 * @property {boolean} [debug] for a debugger
 * @property {boolean} [withDemo] with the demo without a server in its demo/
 */

/**
 * Bundles nothing if that has been done before: see editions.js.
 *
 * @param {SiteToBuild & { glue?: string }} site `glue`: what the module is bundled with in place of Emscripten's
 * @returns {Promise<string>} the folder of the built page
 */
export async function buildSite(site) {
  const { name, wasm = WASM_FOLDER, demo, debug, glue, versions = [], withDemo = false } = site;
  const out = join(SITES_FOLDER, name);
  const from = await edition({ wasm, demo, debug });
  await rm(out, { recursive: true, force: true });
  await cp(from, out, { recursive: true });
  if (glue) {
    const wasmFile = join(wasm, "tms_credentials.wasm");
    await bundleModule({ glue, wasm: wasmFile, outfile: join(out, "tms.js") });
  }
  const parts = { versions, demo: withDemo };
  await writeConfigured(out, parseConfig(await listOf(site)), parts);
  for (const version of versions) await keepVersion(out, version);
  if (withDemo) await addDemo(out, wasm);
  return out;
}

/**
 * Bundles everything, for whoever wants to see that.
 *
 * @param {SiteToBuild} site
 * @returns {Promise<string>} the folder of the built page
 */
export async function buildSiteAnew({ name, wasm = WASM_FOLDER, demo = false, ...list }) {
  const out = join(SITES_FOLDER, name);
  const config = `${out}.config.json`;
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await writeFile(config, JSON.stringify(await listOf(list)));
  await bundle({ wasm, demo, out, config });
  return out;
}

/**
 * The demo without a server, as `scripts/build --demo` makes it.
 *
 * @param {string} name of the folder below build/ that has it as its demo/
 * @returns {Promise<string>} that folder
 */
export async function buildDemoAlone(name) {
  const root = join(SITES_FOLDER, name);
  await rm(root, { recursive: true, force: true });
  await addDemo(root, WASM_FOLDER);
  return root;
}

/** @param {string} root @param {string} wasm */
function addDemo(root, wasm) {
  const tapis = project("tests/tapis/in-browser.js");
  return buildDemo({ wasm, tapis, out: join(root, "demo") });
}

/** @param {Pick<SiteToBuild, "apiOrigin" | "hostOrigins" | "signIn">} site */
async function listOf({ apiOrigin, hostOrigins = [], signIn = null }) {
  const config = JSON.parse(await readFile(project("web/config.json"), "utf8"));
  return { ...config, apiOrigins: [apiOrigin], hostOrigins, signIn };
}
