// Bundles a script so that a test can run it inside a page, under the page's policy.

import { fileURLToPath } from "node:url";

import { build } from "esbuild";

/**
 * @param {string} entry beside this file, or a path
 * @param {string} name of the global that its exports become
 * @returns {Promise<string>} to be given to `page.evaluate`
 */
export async function bundle(entry, name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: name,
    logLevel: "error",
  });
  return `${outputFiles[0].text};globalThis.${name}=${name};undefined`;
}
