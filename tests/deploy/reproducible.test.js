// Two clean builds, in two folders, give the same bytes: whoever has the source can check what a site serves.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { buildSite } from "../site/build.js";

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

test("a clean build in another folder gives the same bytes", async () => {
  const wasm = await compileIn(join(PROJECT, "build/deploy/elsewhere"));
  const first = await filesOf(await buildSite({ name: "deploy/first", apiOrigin: API }));
  const second = await filesOf(await buildSite({ name: "deploy/second", apiOrigin: API, wasm }));

  assert.ok(Object.keys(first).length > 20);
  assert.deepEqual(Object.keys(second).sort(), Object.keys(first).sort());
  for (const [path, content] of Object.entries(first))
    assert.ok(second[path] === content, `${path} is not the same`);
});
