// The scripts and style sheets of dist/, made by esbuild and terser. Each script is one file that holds all it needs but
// tms.js: hosts that use the API alone load that alone.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { minify } from "terser";

import { integrityOf } from "./integrity.js";

/** @param {string} path below web/ */
const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const { version } = JSON.parse(await readFile(source("package.json"), "utf8"));

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  define: { TMS_VERSION: JSON.stringify(version) }, // page/version.d.ts
  legalComments: "none", // they are in LICENSES.txt
  logLevel: "warning",
};

/**
 * For a debugger: as it was written, and with where. The source map is inside, so no policy and no server can keep it away.
 *
 * @type {import("esbuild").BuildOptions}
 */
const FOR_DEBUGGING = { minify: false, sourcemap: "inline" };

/** What the glue asks for when it fetches tms.wasm. It is a browser's default, so it can give way to the hash. */
const FETCH_OPTIONS = /credentials: ?"same-origin"/g;

/**
 * tms.js with the glue that Emscripten made, which accepts no other tms.wasm than that of the build.
 *
 * @param {{ glue: string, wasm: string, outfile: string, debug?: boolean }} options `glue`, `wasm`: paths of what Emscripten
 *   made; `debug`: for a debugger
 */
export async function bundleModule({ glue, wasm, outfile, debug = false }) {
  const hash = integrityOf(await readFile(wasm));
  await build({
    ...COMMON,
    ...(debug && FOR_DEBUGGING),
    entryPoints: [source("tms.js")],
    alias: { "tms-credentials-wasm": glue },
    define: { ...COMMON.define, TMS_WASM_INTEGRITY: JSON.stringify(hash) },
    outfile,
  });
  // The glue has a default place, too. Other people's bundlers look there, so it must be where the module is.
  const text = await readFile(outfile, "utf8");
  if (text.search(FETCH_OPTIONS) < 0) throw new Error(`${glue} fetches its .wasm in a new way.`);
  await writeFile(
    outfile,
    text
      .replaceAll("tms_credentials.wasm", "tms.wasm")
      .replaceAll(FETCH_OPTIONS, `integrity:"${hash}"`),
  );
  if (!debug) await shrink(outfile);
}

/**
 * tms.js that has tms.wasm inside, and fetches nothing.
 *
 * @param {{ glue: string, wasm: string, outfile: string, debug?: boolean }} options as of bundleModule
 */
export async function bundleWholeModule({ glue, wasm, outfile, debug = false }) {
  await build({
    ...COMMON,
    ...(debug && FOR_DEBUGGING),
    entryPoints: [source("tms.js")],
    alias: { "tms-credentials-wasm": glue, "tms-wasm-bytes": wasm },
    define: { ...COMMON.define, TMS_WASM_INTEGRITY: '""' }, // nothing comes on its own that could be another
    loader: { ".wasm": "binary" },
    inject: [source("demo/module-inside.js")],
    outfile,
  });
  if (!debug) await shrink(outfile);
}

/**
 * A script of the site, which imports tms.js and does not contain it.
 *
 * @param {string} entry below web/
 * @param {string} outfile
 * @param {boolean} [debug] for a debugger
 * @param {Record<string, string>} [alias] what stands for which module
 */
export async function bundleScript(entry, outfile, debug = false, alias = {}) {
  await build({
    ...COMMON,
    ...(debug && FOR_DEBUGGING),
    entryPoints: [source(entry)],
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [besideTheScript, sheetAsText],
    alias,
    outfile,
  });
  if (!debug) await shrink(outfile);
}

/**
 * A script that needs no module to be loaded, and leaves nothing in the document's global scope.
 *
 * @param {string} entry below web/
 * @param {string} outfile
 * @param {boolean} [debug] for a debugger
 */
export async function bundleClassicScript(entry, outfile, debug = false) {
  await build({
    ...COMMON,
    ...(debug && FOR_DEBUGGING),
    format: "iife",
    entryPoints: [source(entry)],
    outfile,
  });
  if (!debug) await shrink(outfile);
}

/**
 * @param {string} entry below web/
 * @param {string} outfile
 */
export async function bundleStyle(entry, outfile) {
  await build({ ...COMMON, entryPoints: [source(entry)], outfile });
}

/**
 * esbuild bundles; terser, which looks at what code does, makes the result a tenth smaller.
 *
 * @param {string} file
 */
async function shrink(file) {
  const { code } = await minify(await readFile(file, "utf8"), {
    module: true,
    ecma: 2020,
    compress: { passes: 3, keep_fargs: false, pure_getters: true, unsafe_arrows: true },
  });
  await writeFile(file, /** @type {string} */ (code));
}

/**
 * What stays a file of its own in dist/.
 *
 * @type {import("esbuild").Plugin}
 */
const besideTheScript = {
  name: "beside-the-script",
  setup({ onResolve }) {
    onResolve({ filter: /\/tms(-credentials-(element|define))?\.js$/ }, (asked) => {
      const isOurs = asked.resolveDir.startsWith(source("")); // the local Tapis has a tms.js, too
      if (asked.kind === "entry-point" || !isOurs) return null;
      return { path: asked.path.replace(/^.*\//, "./"), external: true };
    });
  },
};

/**
 * For the custom element: its style sheet as a text, in pixels. In a shadow tree a rem is the host document's, which in
 * many portals is 10 pixels.
 *
 * @type {import("esbuild").Plugin}
 */
const sheetAsText = {
  name: "sheet-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /element[/\\]element\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ ...COMMON, entryPoints: [path], write: false });
      const text = outputFiles[0].text.replace(
        /(\d*\.?\d+)rem\b/g,
        (_, rem) => `${Number(rem) * PIXELS_PER_REM}px`,
      );
      return { contents: text, loader: "text" };
    });
  },
};

const PIXELS_PER_REM = 16;
