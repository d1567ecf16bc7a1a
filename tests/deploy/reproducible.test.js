// Two clean builds, in two folders, give the same bytes: whoever has the source can check what a site serves.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { buildSite, buildSiteAnew } from "../site/build.js";

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SOURCES = ["CMakeLists.txt", "CMakePresets.json", "wasm"];
const API = "https://designsafe.tapis.io";

/** @param {string} folder */
async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map((path) => readFile(path, "base64")));
  return Object.fromEntries(
    paths.map((path, index) => [path.slice(folder.length), contents[index]]),
  );
}

/** @param {string} folder @returns {Promise<string>} where the compiled module is */
async function compileIn(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const source of SOURCES)
    await cp(join(PROJECT, source), join(folder, source), { recursive: true });
  await run("cmake", ["--preset", "wasm"], { cwd: folder });
  await run("cmake", ["--build", "--preset", "wasm"], { cwd: folder });
  return join(folder, "build/wasm/wasm/browser");
}

const LIST = { apiOrigin: API, hostOrigins: ["https://portal.example.org"] };

/** @type {Record<string, string>} the files of a clean build */
let clean;
before(async () => {
  clean = await filesOf(await buildSiteAnew({ name: "deploy/first", ...LIST }));
  assert.ok(Object.keys(clean).length > 20);
});

test("a clean build in another folder gives the same bytes", async () => {
  const wasm = await compileIn(join(PROJECT, "build/deploy/elsewhere"));
  assertClean(await filesOf(await buildSiteAnew({ name: "deploy/second", ...LIST, wasm })));
});

test("the site that other tests use, bundled once for all, has the bytes of a clean build", async () => {
  assertClean(await filesOf(await buildSite({ name: "deploy/bundled", ...LIST })));
});

/** @param {Record<string, string>} files */
function assertClean(files) {
  assert.deepEqual(Object.keys(files).sort(), Object.keys(clean).sort());
  for (const [path, content] of Object.entries(clean))
    assert.ok(files[path] === content, `${path} is not the same`);
}
