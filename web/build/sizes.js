// What a browser loads, in bytes, and the budgets that the build holds itself to.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const KIB = 1024;

/** What loading and using each of them fetches from the site. */
const MODULE = ["tms.js", "tms.wasm"];
const DOCUMENT = ["load-watch.js", "config.json", "icon.svg", ...MODULE];
const PAGE = ["index.html", "style.css", "page.js", ...DOCUMENT];
const EMBED = ["embed/index.html", "embed.css", "embed.js", ...DOCUMENT];
const ELEMENT = [
  "tms-credentials.js",
  "tms-credentials-define.js",
  "tms-credentials-element.js",
  ...MODULE,
];
const HOST = ["host.js"];
const DEMO = ["index.html", "style.css", "page.js", "tms.js", "icon.svg"];

/**
 * Compressed with brotli at its best, each file by itself. They hold with every Emscripten, and leave room: today's makes
 * of the module are within 2 KiB of each other. Within them clarity wins: what is only there to be small says beside
 * itself what it pays, which is a KiB at least. Of the page, signing in takes three, to hold in a document that a translator
 * rewrites two, to say which part is missing two, and to say what is not known yet and what failed for one cause two; of the
 * module, signing in takes four, patience one, and to tell a host's own failures and its policy from Tapis's one.
 */
const BUDGETS = [
  { name: "whole page", limit: 97 * KIB, files: PAGE },
  { name: "whole embed", limit: 95 * KIB, files: EMBED },
  { name: "whole element", limit: 91 * KIB, files: ELEMENT },
  { name: "tms.js + tms.wasm", limit: 57 * KIB, files: MODULE },
  { name: "host.js", limit: 3 * KIB, files: HOST },
];

/** The demo without a server: the page, the module as text, and the local Tapis. */
const DEMO_BUDGETS = [
  { name: "whole demo", limit: 124 * KIB, files: DEMO.map((file) => `demo/${file}`) },
];

/** @param {boolean} [demo] whether there is one */
const budgetsOf = (demo) => (demo ? [...BUDGETS, ...DEMO_BUDGETS] : BUDGETS);

/** @typedef {{ file: string, raw: number, brotli: number }} Size */

/**
 * @param {string} folder
 * @param {boolean} [demo] whether the demo without a server is in it
 * @returns {Promise<Size[]>}
 */
export async function measure(folder, demo = false) {
  return Promise.all(
    [...new Set(budgetsOf(demo).flatMap(({ files }) => files))].map(async (file) => {
      const content = await readFile(join(folder, file));
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      return { file, raw: content.length, brotli: brotliCompressSync(content, { params }).length };
    }),
  );
}

/**
 * @param {Size[]} sizes
 * @param {boolean} [demo] whether the demo without a server is among them
 * @returns {{ name: string, brotli: number, limit: number }[]}
 */
export function compareWithBudgets(sizes, demo = false) {
  return budgetsOf(demo).map(({ name, limit, files }) => {
    const counted = sizes.filter(({ file }) => files.includes(file));
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
  ) => `${name.padEnd(28)}${raw.padStart(10)}${brotli.padStart(10)}`;
  return [
    row("file", "bytes", "brotli"),
    ...sizes.map(({ file, raw, brotli }) => row(file, String(raw), String(brotli))),
    ...totals.map(
      ({ name, brotli, limit }) => `${row(name, "", String(brotli))}  (budget ${limit})`,
    ),
  ].join("\n");
}
