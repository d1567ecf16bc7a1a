// The site before a deployment's list: bundled once for all that have the same sources, in build/editions, whoever asks
// first. To bundle it takes seconds, and every suite and worker wants one.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const WEB = fileURLToPath(new URL("../../web/", import.meta.url));
const EDITIONS = fileURLToPath(new URL("../../build/editions/", import.meta.url));
const NOT_SOURCES = ["node_modules", "dist", "docs", "examples"];

/** As many as are kept, for somebody who goes back and forth. */
const KEPT = 8;

/**
 * @param {object} options
 * @param {string} options.wasm folder of the compiled module
 * @param {boolean} [options.demo] the edition that offers demo people
 * @param {boolean} [options.debug] for a debugger
 * @returns {Promise<string>} its folder, which is not to be changed
 */
export async function edition({ wasm, demo = false, debug = false }) {
  const kind = `${debug ? "debug-" : ""}${demo ? "demo" : "ordinary"}`;
  const folder = join(EDITIONS, `${kind}-${await hashOfSources(wasm)}`);
  if (await isThere(folder)) return folder;
  // Two may be at it at the same time: what is there is whole, and whoever comes second throws his own away.
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(EDITIONS, { recursive: true });
  await bundle({ wasm, demo, debug, out: unfinished });
  await rename(unfinished, folder).catch(async (error) => {
    await rm(unfinished, { recursive: true });
    if (!(await isThere(folder))) throw error;
  });
  await removeOld();
  return folder;
}

/**
 * As `scripts/build` does.
 *
 * @param {{ wasm: string, demo: boolean, debug?: boolean, out: string, config?: string }} options
 */
export async function bundle({ wasm, demo, debug = false, out, config }) {
  await run(process.execPath, [
    join(WEB, "build/main.js"),
    ...["--wasm", wasm, "--out", out],
    ...(config ? ["--config", config] : []),
    ...(demo ? ["--demo-people"] : []),
    ...(debug ? ["--debug"] : []),
  ]);
}

/** @param {string} wasm @returns {Promise<string>} of every byte that may change the site */
async function hashOfSources(wasm) {
  const hash = createHash("sha256");
  const files = [
    ...(await filesBelow(WEB)),
    ...["tms_credentials.js", "tms_credentials.wasm"].map((file) => join(wasm, file)),
  ];
  for (const file of files) hash.update(`\0${relative(WEB, file)}\0`).update(await readFile(file));
  return hash.digest("hex").slice(0, 24);
}

/** @param {string} folder @returns {Promise<string[]>} */
async function filesBelow(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries
    .filter(({ name }) => !NOT_SOURCES.includes(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
  return (await Promise.all(nested)).flat();
}

/** @param {string} path */
async function isThere(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function removeOld() {
  const names = await readdir(EDITIONS);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, made: (await stat(join(EDITIONS, name))).mtimeMs })),
  );
  const old = dated.sort((one, other) => other.made - one.made).slice(KEPT);
  for (const { name } of old) await rm(join(EDITIONS, name), { recursive: true, force: true });
}
