// What a browser loads, in bytes, and the budgets that the build holds itself to.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const KIB = 1024;

/** Compressed with brotli at its best, each file by itself. */
const BUDGETS = [
  { name: "whole page", limit: 76 * KIB, files: () => true },
  {
    name: "tms.js + tms.wasm",
    limit: 44 * KIB,
    files: (/** @type {string} */ file) => file === "tms.js" || file === "tms.wasm",
  },
];

/** Everything that loading and using the standalone page fetches from its own site. */
const LOADED = [
  "index.html",
  "style.css",
  "page.js",
  "tms.js",
  "tms.wasm",
  "config.json",
  "icon.svg",
];

/** @typedef {{ file: string, raw: number, brotli: number }} Size */

/**
 * @param {string} folder
 * @returns {Promise<Size[]>}
 */
export async function measure(folder) {
  return Promise.all(
    LOADED.map(async (file) => {
      const content = await readFile(join(folder, file));
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      return { file, raw: content.length, brotli: brotliCompressSync(content, { params }).length };
    }),
  );
}

/**
 * @param {Size[]} sizes
 * @returns {{ name: string, brotli: number, limit: number }[]}
 */
export function compareWithBudgets(sizes) {
  return BUDGETS.map(({ name, limit, files }) => {
    const counted = sizes.filter(({ file }) => files(file));
    return { name, limit, brotli: counted.reduce((sum, { brotli }) => sum + brotli, 0) };
  });
}

/**
 * @param {Size[]} sizes
 * @param {ReturnType<typeof compareWithBudgets>} totals
 */
export function sizeTable(sizes, totals) {
  const row = (
    /** @type {string} */ name,
    /** @type {string} */ raw,
    /** @type {string} */ brotli,
  ) => `${name.padEnd(20)}${raw.padStart(10)}${brotli.padStart(10)}`;
  return [
    row("file", "bytes", "brotli"),
    ...sizes.map(({ file, raw, brotli }) => row(file, String(raw), String(brotli))),
    ...totals.map(
      ({ name, brotli, limit }) => `${row(name, "", String(brotli))}  (budget ${limit})`,
    ),
  ].join("\n");
}
