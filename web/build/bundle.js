// The two JavaScript files and the style sheet of dist/, made by esbuild and terser. page.js imports tms.js and
// does not contain it: hosts that use the API alone load tms.js alone.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { minify } from "terser";

/** @param {string} path below web/ */
const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none", // they are in LICENSES.txt
  logLevel: "warning",
};

/**
 * tms.js with the glue that Emscripten made.
 *
 * @param {{ glue: string, outfile: string }} options `glue`: path of tms_credentials.js
 */
export async function bundleModule({ glue, outfile }) {
  await build({
    ...COMMON,
    entryPoints: [source("tms.js")],
    alias: { "tms-credentials-wasm": glue },
    outfile,
  });
  await shrink(outfile);
}

/**
 * @param {{ demo: boolean, outfile: string }} options `demo`: the edition that offers demo people
 */
export async function bundlePage({ demo, outfile }) {
  await build({
    ...COMMON,
    entryPoints: [source(demo ? "demo/main.jsx" : "page/main.jsx")],
    jsx: "automatic",
    jsxImportSource: "preact",
    plugins: [moduleBesideThePage],
    outfile,
  });
  await shrink(outfile);
}

/** @param {{ demo: boolean, outfile: string }} options */
export async function bundleStyle({ demo, outfile }) {
  const entryPoints = [source(demo ? "demo/style.css" : "page/style.css")];
  await build({ ...COMMON, entryPoints, outfile });
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
    compress: { passes: 3, keep_fargs: false, unsafe_arrows: true },
  });
  await writeFile(file, /** @type {string} */ (code));
}

/** @type {import("esbuild").Plugin} */
const moduleBesideThePage = {
  name: "module-beside-the-page",
  setup({ onResolve }) {
    onResolve({ filter: /\/tms\.js$/ }, () => ({ path: "./tms.js", external: true }));
  },
};
